package org.mlops4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.audit.Anchors;
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
        AUDIT_ANCHOR_FILE("audit.anchor_file", "MLOPS_AUDIT_ANCHOR_FILE"),
        AUDIT_WITNESSES("audit.witnesses", "MLOPS_AUDIT_WITNESSES");

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
        json.allowOnly("home", "refresh", "log", "keys", "audit");
        take(json, "home", file);
        take(json, "refresh", file);
        take(json, "keys", file);
        takeAll(json, "log", file, "sync", "max_wait");
        takeAll(json, "audit", file, "anchor_file", "witnesses");
    }

    private void takeAll(JsonObject json, String group, Path file, String... known) {
        if (json.has(group)) {
            JsonObject members = json.object(group).allowOnly(known);
            members.members().keySet().forEach(name -> put(group + "." + name, members.text(name), "file " + file));
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
        values.put(key, value);
        sources.put(key, source);
    }

    private Mlops.Builder toBuilder(Path file) {
        String home = values.get(Key.HOME.path);
        if (home == null) {
            throw new MlopsException(
                    "configuration " + file + " must say where the home is: add \"home\", or set " + Key.HOME.variable);
        }
        Mlops.Builder builder = Mlops.builder().home(Path.of(home), source(Key.HOME));
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
            builder.keyDirectory(Path.of(keys.substring(FILE_REFERENCE.length())), source(Key.KEYS));
        }
        anchors(builder);
        return builder;
    }

    private void anchors(Mlops.Builder builder) {
        String anchor = values.get(Key.AUDIT_ANCHOR_FILE.path);
        if (anchor != null) {
            builder.anchor(Anchors.file(Path.of(anchor)), source(Key.AUDIT_ANCHOR_FILE));
        }
        String witnesses = values.get(Key.AUDIT_WITNESSES.path);
        if (witnesses != null) {
            for (String witness : witnesses.strip().split("\\s+")) {
                try {
                    builder.witness(witness, source(Key.AUDIT_WITNESSES));
                } catch (IllegalArgumentException e) {
                    throw new MlopsException(
                            "'audit.witnesses' must hold verifier keys of witnesses: " + e.getMessage() + " (from "
                                    + source(Key.AUDIT_WITNESSES) + ")",
                            e);
                }
            }
        }
    }

    private void duration(Key key, Consumer<Duration> use) {
        String value = values.get(key.path);
        if (value == null) {
            return;
        }
        try {
            use.accept(Duration.parse(value.toUpperCase(Locale.ROOT)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new MlopsException(
                    "'" + key.path + "' must be an ISO 8601 duration such as PT5S but was '" + value + "' (from "
                            + source(key) + ")",
                    e);
        }
    }

    private String source(Key key) {
        @Nullable String known = sources.get(key.path);
        return known == null ? "default" : known;
    }
}
