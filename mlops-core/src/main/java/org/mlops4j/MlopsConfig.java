package org.mlops4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.identity.internal.Pkcs12KeyProvider;
import org.mlops4j.core.identity.internal.SecretReference;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.prediction.FailurePolicy;

/** Reads a configuration file and overrides from the environment, and remembers where each value came from. */
final class MlopsConfig {

    private static final String DIRECTORY = "file:";
    private static final String KEY_STORE = "pkcs12:";
    private static final String DEFAULT_PASSWORD = "env:MLOPS_KEYS_PASSWORD";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();

    /** Every key there is, in the order in which they are described. */
    private enum Key {
        HOME("home", "MLOPS_HOME"),
        REFRESH("refresh", "MLOPS_REFRESH"),
        LOG_SYNC("log.sync", "MLOPS_LOG_SYNC"),
        LOG_MAX_WAIT("log.max_wait", "MLOPS_LOG_MAX_WAIT"),
        KEYS("keys", "MLOPS_KEYS"),
        /** No variable refers to the password: that would be taken for the password itself. */
        KEYS_PASSWORD("keys_password", null),
        READ_ONLY("read_only", "MLOPS_READ_ONLY");

        private final String path;
        private final @Nullable String variable;

        Key(String path, @Nullable String variable) {
            this.path = path;
            this.variable = variable;
        }
    }

    private MlopsConfig() {}

    static Mlops.Builder read(Path file, Map<String, String> environment) {
        MlopsConfig config = new MlopsConfig();
        config.readFile(file);
        config.readEnvironment(environment);
        return config.toBuilder(file, environment);
    }

    private void readFile(Path file) {
        JsonObject json;
        try {
            json = Json.parseObject("configuration " + file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
        json.allowOnly("home", "refresh", "log", "keys", "keys_password", "read_only");
        take(json, "home", file);
        take(json, "refresh", file);
        take(json, "keys", file);
        take(json, "keys_password", file);
        if (json.has("read_only")) {
            put("read_only", String.valueOf(json.bool("read_only")), "file " + file);
        }
        if (json.has("log")) {
            JsonObject log = json.object("log").allowOnly("sync", "max_wait");
            log.members().keySet().forEach(name -> put("log." + name, log.text(name), "file " + file));
        }
    }

    private void take(JsonObject json, String name, Path file) {
        json.optionalText(name).ifPresent(value -> put(name, value, "file " + file));
    }

    private void readEnvironment(Map<String, String> environment) {
        for (Key key : Key.values()) {
            String value = key.variable == null ? null : environment.get(key.variable);
            if (value != null) {
                put(key.path, value, "environment " + key.variable);
            }
        }
    }

    private void put(String key, String value, String source) {
        if (value.isBlank()) {
            throw new MlopsException("'" + key + "' must not be blank (from " + source + "); leave it out instead");
        }
        values.put(key, value);
        sources.put(key, source);
    }

    private Mlops.Builder toBuilder(Path file, Map<String, String> environment) {
        String home = values.get(Key.HOME.path);
        if (home == null) {
            throw new MlopsException(
                    "configuration " + file + " must say where the home is: add \"home\", or set " + Key.HOME.variable);
        }
        Mlops.Builder builder = Mlops.builder().home(path(Key.HOME, home), source(Key.HOME));
        duration(Key.REFRESH, value -> builder.refresh(value, source(Key.REFRESH)));
        duration(Key.LOG_SYNC, value -> builder.logSync(value, source(Key.LOG_SYNC)));
        duration(Key.LOG_MAX_WAIT, value -> builder.failurePolicy(new FailurePolicy(value), source(Key.LOG_MAX_WAIT)));
        boolean isReadOnly = isReadOnly();
        if (values.containsKey(Key.READ_ONLY.path)) {
            builder.readOnly(isReadOnly, source(Key.READ_ONLY));
        }
        keys(builder, isReadOnly, environment);
        return builder;
    }

    private boolean isReadOnly() {
        String value = values.getOrDefault(Key.READ_ONLY.path, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new MlopsException(
                    "'read_only' must be true or false but was '" + value + "' (from " + source(Key.READ_ONLY) + ")");
        }
        return value.equals("true");
    }

    private void keys(Mlops.Builder builder, boolean isReadOnly, Map<String, String> environment) {
        String keys = values.get(Key.KEYS.path);
        boolean isStore = keys != null && keys.startsWith(KEY_STORE);
        if (values.containsKey(Key.KEYS_PASSWORD.path) && !isStore) {
            throw new MlopsException("'keys_password' is for a key store only, but 'keys' does not begin with pkcs12: "
                    + "(from " + source(Key.KEYS) + "); leave it out");
        }
        if (keys == null) {
            return;
        }
        if (isStore) {
            Path store = path(Key.KEYS, keys.substring(KEY_STORE.length()));
            builder.keys(keyStore(store, isReadOnly, environment), source(Key.KEYS));
        } else if (keys.startsWith(DIRECTORY)) {
            builder.keyDirectory(path(Key.KEYS, keys.substring(DIRECTORY.length())), source(Key.KEYS));
        } else {
            throw new MlopsException(
                    "'keys' must refer to a directory as file:/path or to a key store as pkcs12:/path, "
                            + "and never hold a key, but does not begin with either (from " + source(Key.KEYS) + ")");
        }
    }

    private KeyProvider keyStore(Path store, boolean isReadOnly, Map<String, String> environment) {
        String password = values.getOrDefault(Key.KEYS_PASSWORD.path, DEFAULT_PASSWORD);
        SecretReference reference;
        try {
            reference = SecretReference.parse(password, environment);
        } catch (IllegalArgumentException e) {
            throw new MlopsException(
                    "'keys_password': " + e.getMessage() + " (from " + source(Key.KEYS_PASSWORD) + ")");
        }
        try {
            return Pkcs12KeyProvider.open(store, reference, Clock.systemUTC(), isReadOnly);
        } catch (IOException e) {
            throw new UncheckedIOException("key store " + store + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private void duration(Key key, Consumer<Duration> use) {
        String value = values.get(key.path);
        if (value == null) {
            return;
        }
        try {
            use.accept(Duration.parse(value.toUpperCase(Locale.ROOT)));
        } catch (DateTimeException e) {
            throw new MlopsException(
                    "'" + key.path + "' must be an ISO 8601 duration such as PT5S but was '" + value + "' (from "
                            + source(key) + ")",
                    e);
        } catch (IllegalArgumentException e) {
            throw new MlopsException("'" + key.path + "': " + e.getMessage() + " (from " + source(key) + ")", e);
        }
    }

    private Path path(Key key, String value) {
        if (value.isBlank()) {
            throw new MlopsException("'" + key.path + "' must name a directory (from " + source(key) + ")");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new MlopsException(
                    "'" + key.path + "' must be a path but is not one (from " + source(key) + "): " + e.getReason());
        }
    }

    private String source(Key key) {
        @Nullable String known = sources.get(key.path);
        return known == null ? "default" : known;
    }
}
