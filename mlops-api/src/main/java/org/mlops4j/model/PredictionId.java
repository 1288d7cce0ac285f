package org.mlops4j.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Digest;

/**
 * Names one prediction, so that its outcome can be joined to it later. 128 bits: either made by the library in order of
 * time (UUID version 7, RFC 9562), or derived from an id of the application's own.
 *
 * @since 0.1.0
 */
public final class PredictionId implements Comparable<PredictionId> {

    private static final int MAX_TEXT_LENGTH = 255;
    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VERSION_8 = 0x8000L;

    private final long high;
    private final long low;
    private final @Nullable String text;

    private PredictionId(long high, long low, @Nullable String text) {
        this.high = high;
        this.low = low;
        this.text = text;
    }

    /**
     * An id from its 128 bits.
     *
     * @param high the upper 64 bits
     * @param low the lower 64 bits
     * @return the id
     */
    public static PredictionId of(long high, long low) {
        return new PredictionId(high, low, null);
    }

    /**
     * An id of the application's own, such as an order number. A text that is a UUID, in lower or upper case, stands for
     * its 128 bits; any other is hashed (SHA-256, first 128 bits, marked as UUID version 8) and kept beside them.
     *
     * @param text 1 to 255 characters
     * @return the id
     * @throws IllegalArgumentException if the text is blank or too long
     */
    public static PredictionId of(String text) {
        Objects.requireNonNull(text, "text");
        if (text.isBlank() || text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException("prediction id must have 1 to " + MAX_TEXT_LENGTH
                    + " characters, not all of them blank, but has " + text.length());
        }
        UUID uuid = uuidOrNull(text);
        if (uuid != null) {
            return of(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }
        ByteBuffer hash =
                ByteBuffer.wrap(Digest.of(text.getBytes(StandardCharsets.UTF_8)).toBytes());
        long high = hash.getLong() & VERSION_MASK | VERSION_8;
        long low = hash.getLong() & VARIANT_MASK | VARIANT;
        return new PredictionId(high, low, text);
    }

    /**
     * The upper 64 bits.
     *
     * @return the bits
     */
    public long high() {
        return high;
    }

    /**
     * The lower 64 bits.
     *
     * @return the bits
     */
    public long low() {
        return low;
    }

    /**
     * The application's own id.
     *
     * @return the text this id was derived from, or null if it is made of its 128 bits alone
     */
    public @Nullable String ownTextOrNull() {
        return text;
    }

    /**
     * Compares the 128 bits.
     *
     * @param other what to compare with
     * @return true for an id of the same bits
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PredictionId that && high == that.high && low == that.low;
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the bits
     */
    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }

    /**
     * Orders by the 128 bits as an unsigned number; ids made by the library are thereby in order of time.
     *
     * @param other the id to compare with
     * @return below, at or above 0
     */
    @Override
    public int compareTo(PredictionId other) {
        int upper = Long.compareUnsigned(high, other.high);
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
    }

    /**
     * The application's own id, or the 128 bits as a UUID.
     *
     * @return a text from which {@link #of(String)} makes an equal id
     */
    @Override
    public String toString() {
        return text != null ? text : new UUID(high, low).toString();
    }

    private static @Nullable UUID uuidOrNull(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(text);
            // The parser also takes digits of other scripts and groups of other lengths.
            return uuid.toString().equalsIgnoreCase(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
