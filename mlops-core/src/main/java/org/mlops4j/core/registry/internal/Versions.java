package org.mlops4j.core.registry.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
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
import org.mlops4j.registry.RegistryConflictException;
import org.mlops4j.registry.RegistryStore;

/** Immutable versions, numbered from 1 per model. */
final class Versions {

    static final String REGISTER = "version.register";

    private static final String ROOT = "models/";
    private static final int MAX_CACHED = 100_000;
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

    ModelVersion register(Registration registration, Actor actor, String reason) {
        changes.authorize(actor, REGISTER, Ref.of("model", registration.model()), reason);
        ModelManifest manifest = manifestOf(registration);
        Digest digest = ManifestJson.digest(manifest);
        while (true) {
            List<ModelVersion> known = all(registration.model());
            for (ModelVersion version : known) {
                if (version.digest().equals(digest)) {
                    return version;
                }
            }
            int next = known.isEmpty() ? 1 : known.get(known.size() - 1).number() + 1;
            Instant now = changes.now();
            ModelVersion version = new ModelVersion(next, digest, manifest, now, actor, reason);
            byte[] bytes = Json.canonical(ManifestJson.write(version));
            String key = keyOf(registration.model(), next);
            try {
                changes.publish(
                        Changes.entry(now, actor, REGISTER, version.ref(), reason, Map.of()),
                        key,
                        bytes,
                        () -> store.putIfAbsent(key, bytes));
                return version;
            } catch (RegistryConflictException e) {
                // Somebody else took the number: look again and take the next.
            }
        }
    }

    List<String> models() {
        TreeSet<String> names = new TreeSet<>();
        for (String key : store.list(ROOT)) {
            if (key.contains("/versions/")) {
                names.add(Paths.decode(key.substring(ROOT.length(), key.indexOf('/', ROOT.length()))));
            }
        }
        return List.copyOf(names);
    }

    /** The versions of a model by number; empty if there is no such model. */
    List<ModelVersion> all(String model) {
        List<ModelVersion> versions = new ArrayList<>();
        for (String key : store.list(folderOf(model) + "/versions/")) {
            versions.add(read(key));
        }
        versions.sort(Comparator.comparingInt(ModelVersion::number));
        return versions;
    }

    ModelVersion get(String model, int number) {
        String key = keyOf(model, number);
        ModelVersion cached = cache.get().getIfPresent(key);
        if (cached != null) {
            return cached;
        }
        if (store.get(key).isEmpty()) {
            List<Integer> known = all(model).stream().map(ModelVersion::number).toList();
            throw new ModelNotFoundException(
                    known.isEmpty()
                            ? "no model '" + model + "' is registered; known are " + models()
                            : "model '" + model + "' has no version " + number + "; it has " + known);
        }
        return read(key);
    }

    static String folderOf(String model) {
        return ROOT + Paths.encode(model);
    }

    private static String keyOf(String model, int number) {
        return folderOf(model) + "/versions/" + String.format("%08d.json", number);
    }

    private ModelVersion read(String key) {
        ModelVersion cached = cache.get().getIfPresent(key);
        if (cached != null) {
            return cached;
        }
        byte[] bytes = store.get(key)
                .orElseThrow(() -> new IntegrityException("registry document '" + key + "' vanished while it was read"))
                .bytes();
        ModelVersion version = ManifestJson.readVersion("version '" + key + "'", bytes);
        cache.get().put(key, version);
        return version;
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
                        .map(profile -> blobs.put(Json.canonical(ProfileJson.write(profile)))
                                .digest())
                        .orElse(null))
                .provenance(registration.provenance())
                .build();
    }

    private ModelFile copyIn(String name, Path source) {
        if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException(
                    "file '" + name + "' must be a regular file, and no link, but " + source + " is not");
        }
        try {
            refuseJavaSerialization(name, source);
            try (InputStream in = Files.newInputStream(source)) {
                var blob = blobs.put("file '" + name + "'", in);
                return new ModelFile(name, blob.digest(), blob.sizeBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("file '" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reading Java's own serialization runs code that the file names: no version may hold it. */
    private static void refuseJavaSerialization(String name, Path source) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            if ((in.read() << 8 | in.read()) == JAVA_STREAM_MAGIC) {
                throw new IllegalArgumentException(
                        "file '" + name + "' holds serialized Java objects, which can run code "
                                + "when read; store the model in another format, for example ONNX");
            }
        }
    }
}
