package org.mlops4j.core.registry.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.registry.RegistryStore;

/**
 * The documents of the registry. Each is canonical JSON (RFC 8785) that names its format, the change that wrote it, and
 * its own digest, so that no changed byte goes unseen and no two changes write the same bytes.
 */
final class Documents {

    private static final int FORMAT = 1;
    private static final String FORMAT_NAME = "format";
    private static final String CHANGE = "change";
    private static final String SEAL = "seal";
    private static final Pattern NUMBERED = Pattern.compile("[0-9]{8}\\.json");

    private Documents() {}

    /** A document with this content. */
    static byte[] write(Map<String, Object> content) {
        Map<String, Object> document = new LinkedHashMap<>(content);
        document.put(FORMAT_NAME, FORMAT);
        document.put(CHANGE, UUID.randomUUID().toString());
        document.put(SEAL, Json.digest(document));
        return Json.canonical(document);
    }

    /** Reads the content of a document that is as it was written; {@code what} names it in messages. */
    static <T> T read(String what, byte[] bytes, Function<JsonObject, T> reader) {
        return Json.readStored(what, bytes, json -> {
            json.requireFormat(FORMAT);
            Map<String, @Nullable Object> members = new LinkedHashMap<>(json.members());
            members.remove(SEAL);
            Digest found = Json.digest(members);
            Digest expected = json.digest(SEAL);
            if (!found.equals(expected)) {
                throw new IntegrityException(what + " was changed: its content has digest " + found.shortHex()
                        + "… but is sealed with " + expected.shortHex() + "…; restore it from a backup");
            }
            members.remove(FORMAT_NAME);
            members.remove(CHANGE);
            return reader.apply(JsonObject.of(what, members));
        });
    }

    /** The key of a numbered document. */
    static String numbered(String folder, int number) {
        return folder + String.format(Locale.ROOT, "%08d.json", number);
    }

    /** The keys of the numbered documents in a folder, by number; what else lies there is no document. */
    static SortedMap<Integer, String> numbered(RegistryStore store, String folder) {
        SortedMap<Integer, String> keys = new TreeMap<>();
        for (String key : store.list(folder)) {
            String name = key.substring(folder.length());
            if (NUMBERED.matcher(name).matches()) {
                keys.put(Integer.parseInt(name.substring(0, name.indexOf('.'))), key);
            }
        }
        return keys;
    }

    /** The number after the last. */
    static int next(SortedMap<Integer, String> keys) {
        return keys.isEmpty() ? 1 : keys.lastKey() + 1;
    }
}
