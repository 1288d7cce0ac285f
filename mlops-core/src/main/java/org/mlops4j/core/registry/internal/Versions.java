package org.mlops4j.core.registry.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.base.Suppliers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.io.internal.Paths;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.profile.internal.ProfileJson;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.ModelFile;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.registry.RegistryStore;

/** Immutable versions, numbered from 1 per model. */
final class Versions {

    static final String REGISTER = "version.register";

    private static final String ROOT = "models/";
    private static final String FOLDER = "/versions/";
    private static final int MAX_CACHED = 10_000;
    private static final int MAX_NAMED = 20;
    private static final int JAVA_STREAM_MAGIC = 0xACED;

    private final RegistryStore store;
    private final Blobs blobs;
    private final Changes changes;
    /** Made when first needed: it takes a fifth of the time in which a home is to be opened. */
    private final Supplier<Cache<String, ModelVersion>> cache = Suppliers.memoize(
            () -> Caffeine.newBuilder().maximumSize(MAX_CACHED).build());

    Versions(RegistryStore store, Blobs blobs, Changes changes) {
        this.store = store;
        this.blobs = blobs;
        this.changes = changes;
    }

    /** A version, and whether it was there before. */
    record Registered(ModelVersion version, boolean isNew) {}

    Registered register(Registration registration, Actor claimed, String reason) {
        String model = registration.model();
        Actor actor = changes.admit(claimed, REGISTER, Ref.of("model", model), reason);
        ModelManifest manifest = manifestOf(registration);
        Digest digest = ManifestJson.digest(manifest);
        return changes.untilFirst(() -> {
            SortedMap<Integer, String> known = keys(model);
            for (int number : known.keySet()) {
                ModelVersion version = get(model, number);
                if (version.digest().equals(digest)) {
                    return new Registered(version, false);
                }
            }
            Instant now = changes.now();
            ModelVersion version = new ModelVersion(Documents.next(known), digest, manifest, now, actor, reason);
            changes.publish(
                    new AuditEntry(now, actor, REGISTER, version.ref(), reason, Map.of()),
                    keyOf(model, version.number()),
                    Documents.write(ManifestJson.write(version)),
                    null);
            return new Registered(version, true);
        });
    }

    List<String> models() {
        TreeSet<String> names = new TreeSet<>();
        for (String key : store.list(ROOT)) {
            if (key.contains(FOLDER)) {
                names.add(Paths.decode(key.substring(ROOT.length(), key.indexOf('/', ROOT.length()))));
            }
        }
        return List.copyOf(names);
    }

    /** The versions of a model by number, at least one. */
    List<ModelVersion> all(String model) {
        SortedMap<Integer, String> keys = keys(model);
        if (keys.isEmpty()) {
            throw unknown(model);
        }
        List<ModelVersion> versions = new ArrayList<>();
        keys.keySet().forEach(number -> versions.add(get(model, number)));
        return versions;
    }

    void requireModel(String model) {
        if (keys(model).isEmpty()) {
            throw unknown(model);
        }
    }

    ModelVersion get(String model, int number) {
        String key = keyOf(model, number);
        ModelVersion cached = cache.get().getIfPresent(key);
        if (cached != null) {
            return cached;
        }
        ModelVersion version = read(model, number);
        cache.get().put(key, version);
        return version;
    }

    /** A version as it is stored now. */
    private ModelVersion read(String model, int number) {
        String key = keyOf(model, number);
        RegistryStore.Document document = store.get(key).orElseThrow(() -> {
            SortedMap<Integer, String> known = keys(model);
            return known.isEmpty()
                    ? unknown(model)
                    : new ModelNotFoundException("model '" + model + "' has no version " + number + "; it has versions "
                            + known.firstKey() + " to " + known.lastKey());
        });
        String what = "version '" + key + "'";
        ModelVersion version = ManifestJson.readVersion(what, document.bytes());
        if (!version.model().equals(model) || version.number() != number) {
            throw new IntegrityException(what + " is that of " + version.id() + "; restore it from a backup");
        }
        return version;
    }

    static String folderOf(String model) {
        return ROOT + Paths.encode(model);
    }

    static String keyOf(String model, int number) {
        return Documents.numbered(folderOf(model) + FOLDER, number);
    }

    /** Some names for a message. */
    static String some(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = String.join(", ", names.stream().limit(MAX_NAMED).toList());
        return names.size() <= MAX_NAMED ? first : first + " and " + (names.size() - MAX_NAMED) + " more";
    }

    private SortedMap<Integer, String> keys(String model) {
        return Documents.numbered(store, folderOf(model) + FOLDER);
    }

    private ModelNotFoundException unknown(String model) {
        return new ModelNotFoundException("no model '" + model + "' is registered; known are " + some(models()));
    }

    private ModelManifest manifestOf(Registration registration) {
        List<ModelFile> files = new ArrayList<>();
        registration.files().forEach((name, source) -> files.add(copyIn(name, source)));
        return ModelManifest.builder(registration.model())
                .files(files)
                .schema(registration.schema().orElse(null))
                .featureMapping(registration.featureMapping().orElse(null))
                .task(registration.task().orElse(null), registration.classes())
                .cutoffs(registration.cutoffs().orElse(null))
                .parameters(registration.parameters())
                .profile(registration
                        .profile()
                        .map(profile -> blobs.put("reference profile", Json.canonical(ProfileJson.write(profile)))
                                .digest())
                        .orElse(null))
                .provenance(registration.provenance())
                .build();
    }

    private ModelFile copyIn(String name, Path source) {
        if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("file '" + name + "' must be a regular file but " + source
                    + (Files.exists(source, LinkOption.NOFOLLOW_LINKS)
                            ? " is a directory or a link"
                            : " does not exist"));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS))) {
            refuseJavaSerialization(name, in);
            var blob = blobs.put("file '" + name + "'", in);
            return new ModelFile(name, blob.digest(), blob.sizeBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("file '" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reading Java's own serialization runs code that the file names: no version may hold it. */
    private static void refuseJavaSerialization(String name, InputStream in) throws IOException {
        in.mark(Short.BYTES);
        if ((in.read() << Byte.SIZE | in.read()) == JAVA_STREAM_MAGIC) {
            throw new IllegalArgumentException("file '" + name + "' holds serialized Java objects, which can run code "
                    + "when read; store the model in another format, for example ONNX");
        }
        in.reset();
    }
}
