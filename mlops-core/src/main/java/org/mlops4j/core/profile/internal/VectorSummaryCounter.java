package org.mlops4j.core.profile.internal;

import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.profile.VectorSummary;

/** Summarises vectors. */
final class VectorSummaryCounter extends SummaryCounter {

    private final RunningMoments norm = new RunningMoments();
    private final double[] mean;
    private long finite;
    private long nonFinite;
    private long zeros;

    VectorSummaryCounter(Field field) {
        super(field);
        this.mean = new double[field.type().dimension()];
    }

    @Override
    void addPresent(Row row, int position) {
        double[] vector = row.vector(position);
        if (vector != null) {
            add(vector);
        }
    }

    @Override
    public VectorSummaryCounter add(Column column) {
        double[] vector = new double[mean.length];
        for (int row = 0; row < column.size(); row++) {
            if (column.isNull(row)) {
                counts[NULL]++;
            } else {
                counts[PRESENT]++;
                ((VectorColumn) column).copyTo(row, vector, 0);
                add(vector);
            }
        }
        return this;
    }

    private void add(double[] vector) {
        double largest = 0;
        for (double component : vector) {
            largest = Math.max(largest, Math.abs(component)); // NaN if one is
        }
        if (!(largest <= Double.MAX_VALUE)) {
            nonFinite++;
            return;
        }
        finite++;
        zeros += largest == 0 ? 1 : 0;
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            mean[i] += (vector[i] - mean[i]) / finite;
            double scaled = largest == 0 ? 0 : vector[i] / largest; // so that no square overflows
            squares += scaled * scaled;
        }
        norm.add(largest * Math.sqrt(squares));
    }

    @Override
    VectorSummary summary() {
        return VectorSummary.of(nonFinite, zeros, norm.toMoments(), mean);
    }
}
