package org.mlops4j.core.registry.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.json.internal.SealedJson;
import org.mlops4j.registry.RegistryStore;

/** The documents of the registry: how they are sealed, and how those are named that are numbered. */
final class Documents {

    private static final int FORMAT = 1;
    private static final String CHANGE = "change";
    private static final Pattern NUMBERED = Pattern.compile("[0-9]{8}\\.json");

    private Documents() {}

    /** A document with this content. No two changes write the same bytes: each knows whether it was made. */
    static byte[] write(Map<String, Object> content) {
        Map<String, Object> document = new LinkedHashMap<>(content);
        document.put(CHANGE, UUID.randomUUID().toString());
        return SealedJson.write(FORMAT, document);
    }

    /** Reads the content of a document that is as it was written; {@code what} names it in messages. */
    static <T> T read(String what, byte[] bytes, Function<JsonObject, T> reader) {
        return SealedJson.read(what, FORMAT, bytes, json -> {
            json.members().remove(CHANGE);
            return reader.apply(json);
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
