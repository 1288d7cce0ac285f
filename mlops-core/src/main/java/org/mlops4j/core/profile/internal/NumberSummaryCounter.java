package org.mlops4j.core.profile.internal;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Row;
import org.mlops4j.profile.DistinctSketch;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.QuantileSketch;

/** Summarises numbers. */
final class NumberSummaryCounter extends SummaryCounter {

    private final boolean integers;
    private final RunningMoments moments = new RunningMoments();
    private final DistinctSketch.Builder distinct = DistinctSketch.builder();
    private final QuantileSketch.@Nullable Builder quantiles;
    private long nan;
    private long positiveInfinities;
    private long negativeInfinities;
    private long zeros;
    private long negatives;
    private long whole;
    private long inexact;

    NumberSummaryCounter(Field field, QuantileSketch.@Nullable Builder quantiles) {
        super(field);
        this.quantiles = quantiles;
        this.integers = field.type().kind() == DataType.Kind.INT64;
    }

    @Override
    void addPresent(Row row, int position) {
        double value = row.number(position);
        moments.add(value);
        if (integers) {
            addInteger(row.int64(position), value);
        } else {
            distinct.add(value);
        }
        addNumber(value);
    }

    @Override
    public NumberSummaryCounter add(Column column) {
        int most = Math.min(CHUNK, column.size());
        double[] chunk = new double[most];
        long[] exact = new long[column instanceof Int64Column ? most : 0];
        boolean complete = column.nullCount() == 0;
        for (int from = 0; from < column.size(); from += CHUNK) {
            int length = Math.min(CHUNK, column.size() - from);
            column.copyNumbers(from, chunk, 0, length);
            moments.add(chunk, length);
            if (column instanceof Int64Column whole64) {
                whole64.copyTo(from, exact, 0, length);
            }
            for (int i = 0; i < length; i++) {
                if (!complete && column.isNull(from + i)) {
                    counts[NULL]++;
                    continue;
                }
                counts[PRESENT]++;
                if (integers) {
                    addInteger(exact[i], chunk[i]);
                } else {
                    distinct.add(chunk[i]);
                }
                addNumber(chunk[i]);
            }
        }
        return this;
    }

    private void addInteger(long exact, double value) {
        distinct.add(exact);
        // The largest long rounds up to 2^63, which turns back into the largest long.
        inexact += (long) value == exact && (exact != Long.MAX_VALUE) ? 0 : 1;
    }

    private void addNumber(double value) {
        if (Math.abs(value) <= Double.MAX_VALUE) {
            zeros += value == 0 ? 1 : 0;
            negatives += value < 0 ? 1 : 0;
            whole += value == Math.rint(value) ? 1 : 0;
            if (quantiles != null) {
                quantiles.add(value);
            }
        } else if (Double.isNaN(value)) {
            nan++;
        } else if (value > 0) {
            positiveInfinities++;
        } else {
            negativeInfinities++;
        }
    }

    @Override
    Moments moments() {
        return moments.toMoments();
    }

    @Override
    NumberSummary summary() {
        return new NumberSummary(
                nan,
                positiveInfinities,
                negativeInfinities,
                zeros,
                negatives,
                whole,
                inexact,
                distinct.build(),
                quantiles == null ? QuantileSketch.empty() : quantiles.build());
    }
}
