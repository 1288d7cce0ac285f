package org.mlops4j.core.audit.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The form of {@link Instant#toString()}, written without its formatter, which takes longer than the rest of an entry. */
final class UtcTime {

    private static final long MIN_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANOS_PER_MICRO = 1000;

    private UtcTime() {}

    /** Adds a moment to a text; no, three, six or nine digits behind the seconds, as few as it needs. */
    static void append(StringBuilder out, Instant time) {
        if (time.getEpochSecond() < MIN_SECOND || time.getEpochSecond() > MAX_SECOND) {
            out.append(time);
            return;
        }
        LocalDateTime date = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        digits(out, date.getYear(), 1000);
        digits(out.append('-'), date.getMonthValue(), 10);
        digits(out.append('-'), date.getDayOfMonth(), 10);
        digits(out.append('T'), date.getHour(), 10);
        digits(out.append(':'), date.getMinute(), 10);
        digits(out.append(':'), date.getSecond(), 10);
        fraction(out, time.getNano());
        out.append('Z');
    }

    private static void fraction(StringBuilder out, int nanos) {
        if (nanos % NANOS_PER_MICRO != 0) {
            digits(out.append('.'), nanos, 100_000_000);
        } else if (nanos % NANOS_PER_MILLI != 0) {
            digits(out.append('.'), nanos / NANOS_PER_MICRO, 100_000);
        } else if (nanos != 0) {
            digits(out.append('.'), nanos / NANOS_PER_MILLI, 100);
        }
    }

    /** A number with leading zeros; the highest digit has this worth. */
    private static void digits(StringBuilder out, int number, int highest) {
        for (int worth = highest; worth > 0; worth /= 10) {
            out.append((char) ('0' + number / worth % 10));
        }
    }
}
