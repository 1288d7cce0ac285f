package org.mlops4j.core.profile.internal;

import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.PresenceBins;

/** Counts which values are there. */
final class PresenceCounter extends ColumnCounter {

    PresenceCounter(Field field) {
        super(field, PresenceBins.INSTANCE);
    }

    @Override
    void add(Row row, int position) {
        counts[row.isNull(position) ? PresenceBins.INSTANCE.nullBin() : PresenceBins.INSTANCE.presentBin()]++;
    }

    @Override
    public PresenceCounter add(Column column) {
        int nulls = column.nullCount();
        counts[PresenceBins.INSTANCE.nullBin()] += nulls;
        counts[PresenceBins.INSTANCE.presentBin()] += column.size() - nulls;
        return this;
    }

    @Override
    Moments moments() {
        return Moments.EMPTY;
    }
}
