package org.mlops4j.core.privacy.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.apache.commons.codec.binary.Base64;
import org.mlops4j.core.identity.internal.Hmac;
import org.mlops4j.identity.VersionedKey;

/**
 * Keyed pseudonyms: {@code p<version>:} and the first 16 bytes, base64url, of HMAC-SHA-256(key, u16 length of the name
 * space, name space, UTF-8 of the NFC form of the value). The name space is the name of the key, so one value has one
 * pseudonym under one key, and none can be computed without it.
 */
public final class Pseudonyms {

    private static final int KEPT_BYTES = 16;

    private final VersionedKey key;
    private final byte[] prefix;

    /** Pseudonyms under a key. */
    public Pseudonyms(VersionedKey key) {
        this.key = key;
        byte[] space = key.name().getBytes(StandardCharsets.UTF_8);
        this.prefix = ByteBuffer.allocate(Short.BYTES + space.length)
                .putShort((short) space.length)
                .put(space)
                .array();
    }

    /** The pseudonym of a value. */
    public String of(String value) {
        byte[] text = Normalizer.normalize(value, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        byte[] kept = Arrays.copyOf(Hmac.sha256(key, prefix, text), KEPT_BYTES);
        return "p" + key.version() + ":" + Base64.encodeBase64URLSafeString(kept);
    }
}
