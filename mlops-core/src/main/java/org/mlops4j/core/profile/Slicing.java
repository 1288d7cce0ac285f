package org.mlops4j.core.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.profile.SlicedProfile;

/**
 * Which slice a row belongs to: that of a value, or that of a span of time.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class Slicing {

    /** At most so many slices unless said otherwise. */
    public static final int DEFAULT_MAX_SLICES = 100;

    private final String field;
    private final long windowMillis;
    private final int maxSlices;

    private Slicing(String field, long windowMillis, int maxSlices) {
        this.field = field;
        this.windowMillis = windowMillis;
        this.maxSlices = maxSlices;
    }

    /**
     * A slice for each value of a field, which must be of type CATEGORY, STRING, BOOLEAN or INT64.
     *
     * @param name the name of the field
     * @return the slicing
     */
    public static Slicing by(String name) {
        return new Slicing(Objects.requireNonNull(name, "name"), 0, DEFAULT_MAX_SLICES);
    }

    /**
     * A slice for each window of time, named by its beginning in UTC, for example {@code 2026-11-23T08:00:00Z}. Windows begin
     * at multiples of their width after 1970.
     *
     * @param name the name of a field of type INSTANT
     * @param width how long a window lasts, at least a millisecond
     * @return the slicing
     * @throws IllegalArgumentException if the width is below a millisecond
     */
    public static Slicing byWindow(String name, Duration width) {
        if (width.toMillis() < 1) {
            throw new IllegalArgumentException("width must be at least a millisecond but was " + width);
        }
        return new Slicing(Objects.requireNonNull(name, "name"), width.toMillis(), DEFAULT_MAX_SLICES);
    }

    /**
     * Limits the slices. The first ones to come have a profile of their own, the rows of later ones are counted together.
     *
     * @param most at most so many, from 1
     * @return a slicing with the limit
     * @throws IllegalArgumentException if it is below 1
     */
    public Slicing maxSlices(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be >= 1 but was " + most);
        }
        return new Slicing(field, windowMillis, most);
    }

    int maxSlices() {
        return maxSlices;
    }

    /** Where the field stands; complains if it cannot name slices. */
    int position(Schema schema) {
        Field known = schema.field(schema.requireIndex(field));
        DataType.Kind kind = known.type().kind();
        boolean fits = windowMillis > 0
                ? kind == DataType.Kind.INSTANT
                : known.type().isText() || kind == DataType.Kind.BOOLEAN || kind == DataType.Kind.INT64;
        if (!fits) {
            throw new IllegalArgumentException("field '" + field + "' must be "
                    + (windowMillis > 0 ? "INSTANT" : "CATEGORY, STRING, BOOLEAN or INT64")
                    + " to name slices but is " + known.type());
        }
        if (known.sensitivity() == Sensitivity.SECRET) {
            throw new IllegalArgumentException(
                    "field '" + field + "' is SECRET and must not name slices; slice by another one");
        }
        return schema.requireIndex(field);
    }

    /** The slice of a row. */
    String name(Row row, int position) {
        if (row.isNull(position)) {
            return SlicedProfile.MISSING;
        }
        if (windowMillis > 0) {
            Instant time = Objects.requireNonNull(row.instant(position));
            return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), windowMillis) * windowMillis)
                    .toString();
        }
        return switch (row.schema().field(position).type().kind()) {
            case BOOLEAN -> Boolean.toString(row.bool(position));
            case INT64 -> Long.toString(row.int64(position));
            default -> String.valueOf(row.text(position));
        };
    }
}
