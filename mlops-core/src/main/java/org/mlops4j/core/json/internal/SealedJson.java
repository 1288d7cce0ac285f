package org.mlops4j.core.json.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;

/**
 * Small documents that are kept for good: canonical JSON (RFC 8785) whose member {@code format} names its form and whose
 * member {@code seal} is the digest of all others, so that no changed byte goes unseen.
 */
public final class SealedJson {

    private static final String FORMAT = "format";
    private static final String SEAL = "seal";

    private SealedJson() {}

    /** A document with this content; neither {@code format} nor {@code seal} may be a member of it. */
    public static byte[] write(int format, Map<String, Object> content) {
        Map<String, Object> document = new LinkedHashMap<>(content);
        document.put(FORMAT, format);
        document.put(SEAL, Json.digest(document));
        return Json.canonical(document);
    }

    /**
     * Reads the content of a document; {@code what} names it in messages.
     *
     * @throws IntegrityException if it is not as it was written, or of a newer format than this version reads
     */
    public static <T> T read(String what, int newestFormat, byte[] utf8, Function<JsonObject, T> reader) {
        return Json.readStored(what, utf8, json -> {
            json.requireFormat(newestFormat);
            Map<String, @Nullable Object> content = new LinkedHashMap<>(json.members());
            content.remove(SEAL);
            Digest found = Json.digest(content);
            Digest expected = json.digest(SEAL);
            if (!found.equals(expected)) {
                throw new IntegrityException(what + " was changed: its content has digest " + found.shortHex()
                        + "… but is sealed with " + expected.shortHex() + "…; restore it from a backup");
            }
            content.remove(FORMAT);
            return reader.apply(JsonObject.of(what, content));
        });
    }
}
