package org.mlops4j.core.audit.internal;

import java.util.Base64;
import java.util.Optional;

/** Base64 (RFC 4648, section 4) in its one canonical form: padded, no stray bits, so that no text has a twin. */
final class StrictBase64 {

    private StrictBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes, or empty if the text is not what {@link #encode} writes for them. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
