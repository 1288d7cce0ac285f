package org.mlops4j.core.identity.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.json.internal.SealedJson;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.VersionedKey;

/**
 * Keeps each version of a key as a document of its own under {@code keys/<name>/<use>/<version>.json}, which only its
 * owner can read. What a process has read it keeps, until the document is gone.
 */
public final class DirectoryKeyProvider extends OwnedKeys {

    private static final String ROOT = "keys";
    private static final String SUFFIX = ".json";
    private static final Base64.Decoder BASE64 = Base64.getDecoder();
    private static final int FORMAT = 1;

    private final Directory directory;
    private final Clock clock;
    private final Map<String, StoredKey> known = new ConcurrentHashMap<>();

    /** Keys under {@code keys/} of a directory. */
    public DirectoryKeyProvider(Directory directory) {
        this(directory, Clock.systemUTC());
    }

    /** Keys under {@code keys/} of a directory, new ones dated by a clock. */
    public DirectoryKeyProvider(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public Optional<Digest> content(String document) throws IOException {
        return directory.read(document).map(Digest::of);
    }

    @Override
    public String toString() {
        return "keys in " + directory.path(ROOT).map(Path::toString).orElse("memory");
    }

    @Override
    boolean isReadOnly() {
        return directory.isReadOnly();
    }

    @Override
    SortedMap<KeySeries, List<Integer>> versions() throws IOException {
        SortedMap<KeySeries, List<Integer>> all = new TreeMap<>();
        for (String name : directory.list(ROOT)) {
            if (KeySeries.isName(name)) {
                for (KeyUse use : KeyUse.values()) {
                    KeySeries series = new KeySeries(name, use);
                    List<Integer> versions = versions(series);
                    if (!versions.isEmpty()) {
                        all.put(series, versions);
                    }
                }
            }
        }
        return all;
    }

    @Override
    List<Integer> versions(KeySeries series) throws IOException {
        return directory.list(folder(series)).stream()
                .filter(file -> file.endsWith(SUFFIX))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .filter(version -> version.matches(KeySeries.VERSION_FORM))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    @Override
    Optional<StoredKey> read(KeySeries series, int version) throws IOException {
        String path = path(series, version);
        StoredKey cached = known.get(path);
        if (cached != null && directory.size(path) >= 0) {
            return Optional.of(cached);
        }
        known.remove(path);
        Optional<byte[]> bytes = directory.read(path);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Path> file = directory.path(path);
            if (file.isPresent()) {
                OwnerOnly.require("key", file.get());
            }
            StoredKey key = decode(path, bytes.get(), series, version);
            known.put(path, key);
            return Optional.of(key);
        } finally {
            Arrays.fill(bytes.get(), (byte) 0);
        }
    }

    @Override
    PreparedKey prepare(KeySeries series, int version) throws IOException {
        String path = path(series, version);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("made", clock.instant());
        VersionedKey key;
        byte[] secret;
        try {
            if (series.use() == KeyUse.SIGNING) {
                KeyPair pair = Ed25519.newPair();
                secret = pair.getPrivate().getEncoded();
                document.put("public", encode(pair.getPublic().getEncoded()));
                key = VersionedKey.signing(series.name(), version, pair.getPrivate(), pair.getPublic());
            } else {
                secret = SymmetricKeys.newSecret();
                key = SymmetricKeys.key(series, version, secret);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a new key has the right form", e);
        }
        document.put("secret", encode(secret));
        Arrays.fill(secret, (byte) 0);
        byte[] bytes = SealedJson.write(FORMAT, document);
        return new PreparedKey(key, path, Digest.of(bytes), () -> publish(path, bytes));
    }

    private void publish(String path, byte[] bytes) throws IOException {
        try {
            if (!directory.create(path, bytes)) {
                throw new KeyRaceException(path);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        Optional<Path> file = directory.path(path);
        if (file.isPresent()) {
            OwnerOnly.restrict(file.get());
        }
    }

    private static String folder(KeySeries series) {
        return ROOT + "/" + series.name() + "/" + series.useName();
    }

    private static String path(KeySeries series, int version) {
        return folder(series) + "/" + version + SUFFIX;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static StoredKey decode(String path, byte[] bytes, KeySeries series, int version) {
        try {
            return SealedJson.read("key " + path, FORMAT, bytes, document -> key(document, series, version));
        } catch (IntegrityException e) {
            if (e.getCause() == null) {
                throw e;
            }
            // The cause may quote the document: leave it out.
            throw new IntegrityException("key " + path + " is not a key of this library; restore it from a backup");
        }
    }

    private static StoredKey key(JsonObject document, KeySeries series, int version) {
        document.allowOnly("made", "public", "secret");
        byte[] secret = BASE64.decode(document.text("secret"));
        try {
            VersionedKey key = series.use() == KeyUse.SIGNING
                    ? signingKey(series.name(), version, secret, BASE64.decode(document.text("public")))
                    : SymmetricKeys.key(series, version, secret);
            return new StoredKey(key, document.instant("made"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no key for this use", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static VersionedKey signingKey(String name, int version, byte[] pkcs8, byte[] x509)
            throws GeneralSecurityException {
        PrivateKey privateKey = Ed25519.privateKey(pkcs8);
        PublicKey publicKey = Ed25519.publicKey(x509);
        if (!Ed25519.isPair(privateKey, publicKey)) {
            throw new GeneralSecurityException("the halves differ");
        }
        return VersionedKey.signing(name, version, privateKey, publicKey);
    }
}
