package org.mlops4j.core.profile.internal;

import java.time.Instant;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.InstantColumn;
import org.mlops4j.data.Row;
import org.mlops4j.profile.TimeSummary;

/** Summarises moments. */
final class TimeSummaryCounter extends SummaryCounter {

    private final TimeSummary.Builder summary = TimeSummary.builder();

    TimeSummaryCounter(Field field) {
        super(field);
    }

    @Override
    void addPresent(Row row, int position) {
        Instant time = row.instant(position);
        if (time != null) {
            summary.add(Micros.of(time));
        }
    }

    @Override
    public TimeSummaryCounter add(Column column) {
        InstantColumn times = (InstantColumn) column;
        for (int row = 0; row < times.size(); row++) {
            if (times.isNull(row)) {
                counts[NULL]++;
            } else {
                counts[PRESENT]++;
                summary.add(times.epochMicros(row));
            }
        }
        return this;
    }

    @Override
    TimeSummary summary() {
        return summary.build();
    }
}
