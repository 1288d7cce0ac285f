package org.mlops4j.core.profile.internal;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.ColumnSummary;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.PresenceBins;
import org.mlops4j.profile.QuantileSketch;

/** Summarises the values of one column without bins. Not thread-safe. */
public abstract sealed class SummaryCounter extends ColumnCounter
        permits NumberSummaryCounter, TextSummaryCounter, TimeSummaryCounter, VectorSummaryCounter {

    static final int NULL = PresenceBins.INSTANCE.nullBin();
    static final int PRESENT = PresenceBins.INSTANCE.presentBin();

    private boolean redacted;

    SummaryCounter(Field field) {
        super(field, PresenceBins.INSTANCE);
    }

    /**
     * A counter that has counted nothing yet; for a SECRET field one that tells only which values are there.
     *
     * @param quantiles where to begin with quantiles; null to leave them out
     */
    public static ColumnCounter summarise(Field field, QuantileSketch.@Nullable Builder quantiles) {
        if (field.sensitivity() == Sensitivity.SECRET) {
            return new PresenceCounter(field);
        }
        return switch (field.type().kind()) {
            case BOOLEAN, INT64, FLOAT64 -> new NumberSummaryCounter(field, quantiles);
            case STRING, CATEGORY -> new TextSummaryCounter(field);
            case INSTANT -> new TimeSummaryCounter(field);
            case VECTOR -> new VectorSummaryCounter(field);
        };
    }

    @Override
    public abstract SummaryCounter add(Column column);

    /** Counts the value of one row that is there. */
    abstract void addPresent(Row row, int position);

    /** What the values are, whatever the sensitivity of the field. */
    abstract ColumnSummary summary();

    @Override
    final void add(Row row, int position) {
        if (row.isNull(position)) {
            counts[NULL]++;
        } else {
            counts[PRESENT]++;
            addPresent(row, position);
        }
    }

    /** A bin tells no value, so nothing more can be said of the column. */
    @Override
    final void addBin(int bin) {
        redacted = true;
    }

    @Override
    final boolean isRedacted() {
        return redacted;
    }

    @Override
    Moments moments() {
        return Moments.EMPTY;
    }

    @Override
    public final ColumnProfile toProfile() {
        return super.toProfile().withSummary(Disclosure.of(field()).summary(summary()));
    }
}
