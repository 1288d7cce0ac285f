package org.mlops4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.prediction.FailurePolicy;

/** Reads a configuration file and overrides from the environment, and remembers where each value came from. */
final class MlopsConfig {

    private static final String FILE_REFERENCE = "file:";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();

    /** Every key there is, in the order in which they are described. */
    private enum Key {
        HOME("home", "MLOPS_HOME"),
        REFRESH("refresh", "MLOPS_REFRESH"),
        LOG_SYNC("log.sync", "MLOPS_LOG_SYNC"),
        LOG_MAX_WAIT("log.max_wait", "MLOPS_LOG_MAX_WAIT"),
        KEYS("keys", "MLOPS_KEYS"),
        READ_ONLY("read_only", "MLOPS_READ_ONLY");

        private final String path;
        private final String variable;

        Key(String path, String variable) {
            this.path = path;
            this.variable = variable;
        }
    }

    private MlopsConfig() {}

    static Mlops.Builder read(Path file, Map<String, String> environment) {
        MlopsConfig config = new MlopsConfig();
        config.readFile(file);
        config.readEnvironment(environment);
        return config.toBuilder(file);
    }

    private void readFile(Path file) {
        JsonObject json;
        try {
            json = Json.parseObject("configuration " + file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
        json.allowOnly("home", "refresh", "log", "keys", "read_only");
        take(json, "home", file);
        take(json, "refresh", file);
        take(json, "keys", file);
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
            String value = environment.get(key.variable);
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

    private Mlops.Builder toBuilder(Path file) {
        String home = values.get(Key.HOME.path);
        if (home == null) {
            throw new MlopsException(
                    "configuration " + file + " must say where the home is: add \"home\", or set " + Key.HOME.variable);
        }
        Mlops.Builder builder = Mlops.builder().home(path(Key.HOME, home), source(Key.HOME));
        duration(Key.REFRESH, value -> builder.refresh(value, source(Key.REFRESH)));
        duration(Key.LOG_SYNC, value -> builder.logSync(value, source(Key.LOG_SYNC)));
        duration(Key.LOG_MAX_WAIT, value -> builder.failurePolicy(new FailurePolicy(value), source(Key.LOG_MAX_WAIT)));
        String keys = values.get(Key.KEYS.path);
        if (keys != null) {
            if (!keys.startsWith(FILE_REFERENCE)) {
                throw new MlopsException(
                        "'keys' must refer to a directory as file:/path, and never hold a key, but does "
                                + "not begin with file: (from " + source(Key.KEYS) + ")");
            }
            builder.keyDirectory(path(Key.KEYS, keys.substring(FILE_REFERENCE.length())), source(Key.KEYS));
        }
        String readOnly = values.get(Key.READ_ONLY.path);
        if (readOnly != null) {
            if (!readOnly.equals("true") && !readOnly.equals("false")) {
                throw new MlopsException("'read_only' must be true or false but was '" + readOnly + "' (from "
                        + source(Key.READ_ONLY) + ")");
            }
            builder.readOnly(readOnly.equals("true"), source(Key.READ_ONLY));
        }
        return builder;
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
