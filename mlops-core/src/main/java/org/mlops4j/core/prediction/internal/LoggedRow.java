package org.mlops4j.core.prediction.internal;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.profile.internal.BinnedRow;
import org.mlops4j.data.Row;
import org.mlops4j.data.RowSink;
import org.mlops4j.data.Schema;

/** A row as it was logged: values as far as they were kept, and the bins of those that were not. */
public final class LoggedRow implements BinnedRow {

    private final LoggedSchema layout;
    private final Row values;
    private final int[] bins;

    LoggedRow(LoggedSchema layout, Row values, int[] bins) {
        this.layout = layout;
        this.values = values;
        this.bins = bins;
    }

    @Override
    public Object layout() {
        return layout;
    }

    @Override
    public Set<String> hiddenFields() {
        return layout.hiddenFields();
    }

    @Override
    public int bin(int field) {
        return bins[field];
    }

    @Override
    public Schema schema() {
        return values.schema();
    }

    @Override
    public boolean isNull(int field) {
        return values.isNull(field);
    }

    @Override
    public boolean bool(int field) {
        return values.bool(field);
    }

    @Override
    public long int64(int field) {
        return values.int64(field);
    }

    @Override
    public double number(int field) {
        return values.number(field);
    }

    @Override
    public @Nullable String text(int field) {
        return values.text(field);
    }

    @Override
    public @Nullable Instant instant(int field) {
        return values.instant(field);
    }

    @Override
    public double @Nullable [] vector(int field) {
        return values.vector(field);
    }

    @Override
    public void writeTo(RowSink sink) {
        values.writeTo(sink);
    }
}
