package org.mlops4j.core.profile.internal;

import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;

/** Counts numbers. */
final class NumberCounter extends ColumnCounter {

    private final NumericBins bins;
    private final RunningMoments moments = new RunningMoments();

    NumberCounter(Field field, NumericBins bins) {
        super(field, bins);
        this.bins = bins;
    }

    @Override
    void add(Row row, int position) {
        if (row.isNull(position)) {
            counts[bins.nullBin()]++;
            return;
        }
        double value = row.number(position);
        counts[bins.binOf(value)]++;
        moments.add(value);
    }

    @Override
    public NumberCounter add(Column column) {
        double[] chunk = new double[Math.min(CHUNK, column.size())];
        int nan = bins.nanBin();
        for (int from = 0; from < column.size(); from += CHUNK) {
            int length = Math.min(CHUNK, column.size() - from);
            column.copyNumbers(from, chunk, 0, length);
            for (int i = 0; i < length; i++) {
                int bin = bins.binOf(chunk[i]);
                // A missing number reads as NaN; only then is it worth asking which of the two it is.
                counts[bin == nan && column.isNull(from + i) ? bins.nullBin() : bin]++;
            }
            moments.add(chunk, length);
        }
        return this;
    }

    @Override
    Moments moments() {
        return moments.toMoments();
    }
}
