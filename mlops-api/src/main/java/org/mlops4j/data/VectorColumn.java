package org.mlops4j.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a VECTOR field, side by side in one array.
 *
 * @since 0.1.0
 */
public final class VectorColumn extends Column {

    private final double[] values;
    private final int dimension;

    VectorColumn(Field field, double[] values, Validity validity, Selection selection) {
        super(field, validity, selection);
        this.values = values;
        this.dimension = field.type().dimension();
        requireType(DataType.Kind.VECTOR);
    }

    /**
     * A column of vectors.
     *
     * @param field what the values mean
     * @param vectors one vector a row, null where missing; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not a VECTOR or a vector has another length
     */
    public static VectorColumn of(Field field, List<double @Nullable []> vectors) {
        requireType(field, DataType.Kind.VECTOR);
        int dimension = field.type().dimension();
        double[] values = new double[Math.multiplyExact(vectors.size(), dimension)];
        BitSet nulls = new BitSet();
        for (int i = 0; i < vectors.size(); i++) {
            double[] vector = vectors.get(i);
            nulls.set(i, vector == null);
            if (vector == null) {
                Arrays.fill(values, i * dimension, (i + 1) * dimension, Double.NaN);
            } else {
                if (vector.length != dimension) {
                    throw new IllegalArgumentException("vector in row " + i + " of '" + field.name() + "' must have "
                            + dimension + " components but has " + vector.length);
                }
                System.arraycopy(vector, 0, values, i * dimension, dimension);
            }
        }
        return new VectorColumn(field, values, Validity.withNulls(nulls), Selection.all(vectors.size()));
    }

    /**
     * One vector.
     *
     * @param row row from 0
     * @return a new array, or null if the value is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double @Nullable [] at(int row) {
        if (isNull(row)) {
            return null;
        }
        int start = physical(row) * dimension;
        return Arrays.copyOfRange(values, start, start + dimension);
    }

    /**
     * Copies one vector; NaN in every component if it is missing.
     *
     * @param row row from 0
     * @param target where to
     * @param at first position in the target
     * @throws IndexOutOfBoundsException if the row does not exist or the target is too short
     */
    public void copyTo(int row, double[] target, int at) {
        System.arraycopy(values, physical(row) * dimension, target, at, dimension);
    }

    @Override
    public @Nullable String text(int row) {
        return isNull(row) ? null : Arrays.toString(at(row));
    }

    @Override
    VectorColumn withSelection(Selection chosen) {
        return new VectorColumn(field(), values, validity(), chosen);
    }

    @Override
    void write(int row, int position, RowSink sink) {
        double[] value = at(row);
        if (value != null) {
            sink.vector(position, value);
        }
    }
}
