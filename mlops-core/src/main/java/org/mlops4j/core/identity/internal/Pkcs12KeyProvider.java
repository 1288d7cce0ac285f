package org.mlops4j.core.identity.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

/**
 * Keeps keys in one PKCS#12 key store (RFC 7292) under a password, as entries {@code <name>.<use>.<version>}; entries of
 * other names are left alone. The file is read again when it has changed, and replaced as a whole.
 */
public final class Pkcs12KeyProvider extends OwnedKeys {

    private static final String TYPE = "PKCS12";
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern ALIAS = Pattern.compile(
            "(" + KeySeries.NAME_FORM + ")\\.(hmac|encryption|signing)\\.(" + KeySeries.VERSION_FORM + ")");
    private static final byte[] NOTHING = new byte[0];

    private final Path folder;
    private final Path file;
    private final String document;
    private final SecretReference password;
    private final Clock clock;
    private final boolean readOnly;
    private @Nullable Contents contents;

    private Pkcs12KeyProvider(
            Path folder, Path file, String document, SecretReference password, Clock clock, boolean readOnly) {
        this.folder = folder;
        this.file = file;
        this.document = document;
        this.password = password;
        this.clock = clock;
        this.readOnly = readOnly;
    }

    /**
     * Opens a key store; one that does not exist is made when the first key is, unless it is only read.
     *
     * @throws IllegalArgumentException if the name of the file has other characters than letters, digits and . _ -
     * @throws MlopsException if it cannot be opened with the password, or is open to others
     * @throws IntegrityException if it is no key store, or a damaged one
     */
    public static Pkcs12KeyProvider open(Path file, SecretReference password, Clock clock, boolean readOnly)
            throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        String name = String.valueOf(absolute.getFileName());
        if (folder == null || !FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name of a key store must be letters, digits and . _ - but was '" + name + "'");
        }
        Pkcs12KeyProvider keys = new Pkcs12KeyProvider(folder, absolute, DOCUMENTS + name, password, clock, readOnly);
        keys.contents();
        return keys;
    }

    /** The key store as it was when the file had a digest, and what was taken out of it. */
    private record Contents(Digest digest, KeyStore store, Map<String, StoredKey> taken) {}

    @Override
    public Optional<Digest> content(String asked) throws IOException {
        return asked.equals(document) ? bytes().map(Digest::of) : Optional.empty();
    }

    @Override
    public String toString() {
        return "key store " + file;
    }

    @Override
    boolean isReadOnly() {
        return readOnly || Files.isDirectory(folder) && !Files.isWritable(folder);
    }

    @Override
    synchronized SortedMap<KeySeries, List<Integer>> versions() throws IOException {
        SortedMap<KeySeries, TreeSet<Integer>> found = new TreeMap<>();
        for (String alias : aliases()) {
            Matcher parts = ALIAS.matcher(alias);
            if (parts.matches()) {
                KeyUse use = KeyUse.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
                KeySeries series = new KeySeries(parts.group(1), use);
                found.computeIfAbsent(series, any -> new TreeSet<>()).add(Integer.valueOf(parts.group(3)));
            }
        }
        SortedMap<KeySeries, List<Integer>> versions = new TreeMap<>();
        found.forEach((series, numbers) -> versions.put(series, List.copyOf(numbers)));
        return versions;
    }

    @Override
    List<Integer> versions(KeySeries series) throws IOException {
        return versions().getOrDefault(series, List.of());
    }

    @Override
    synchronized Optional<StoredKey> read(KeySeries series, int version) throws IOException {
        Contents now = contents();
        String alias = alias(series, version);
        StoredKey known = now.taken.get(alias);
        if (known == null) {
            char[] secret = password.fetch();
            try {
                known = take(now.store, alias, series, version, secret);
            } catch (UnrecoverableKeyException e) {
                throw new MlopsException("entry " + alias + " of " + this + " must have the password of the key store, "
                        + "but has one of its own; put it in again without");
            } catch (GeneralSecurityException | RuntimeException e) {
                throw new IntegrityException("entry " + alias + " of " + this + " must be "
                        + (series.use() == KeyUse.SIGNING ? "an Ed25519 key with its certificate" : "a key of 256 bits")
                        + " but is not; put in another, or restore the key store from a backup");
            } finally {
                Arrays.fill(secret, '\0');
            }
            if (known != null) {
                now.taken.put(alias, known);
            }
        }
        return Optional.ofNullable(known);
    }

    @Override
    PreparedKey prepare(KeySeries series, int version) throws IOException {
        Optional<byte[]> before = bytes();
        String alias = alias(series, version);
        char[] secret = password.fetch();
        try {
            KeyStore store = load(before, secret);
            if (store.containsAlias(alias)) {
                throw new KeyRaceException(document);
            }
            VersionedKey key = put(store, alias, series, version, secret);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, secret);
            byte[] after = out.toByteArray();
            return new PreparedKey(key, document, Digest.of(after), () -> publish(digest(before), after));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key cannot be put into " + this, e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /** Two processes may have prepared a key each: whoever comes second must not take away the other's. */
    private void publish(Digest before, byte[] after) throws IOException {
        String name = document.substring(DOCUMENTS.length());
        try (DiskDirectory directory = DiskDirectory.open(folder)) {
            Directory.Held held = directory.lock(name);
            try (held) {
                if (!digest(bytes()).equals(before)) {
                    throw new KeyRaceException(document);
                }
                directory.replace(name, after);
                OwnerOnly.restrict(file);
            }
        }
    }

    private VersionedKey put(KeyStore store, String alias, KeySeries series, int version, char[] secret)
            throws GeneralSecurityException {
        if (series.use() == KeyUse.SIGNING) {
            KeyPair pair = Ed25519.newPair();
            Certificate certificate = SelfSignedCertificate.of(pair, alias, clock.instant());
            store.setKeyEntry(alias, pair.getPrivate(), secret, new Certificate[] {certificate});
            return VersionedKey.signing(series.name(), version, pair.getPrivate(), pair.getPublic());
        }
        VersionedKey key = SymmetricKeys.newKey(series, version);
        store.setKeyEntry(alias, key.secret(), secret, null);
        return key;
    }

    private static @Nullable StoredKey take(KeyStore store, String alias, KeySeries series, int version, char[] secret)
            throws GeneralSecurityException {
        Key entry = store.getKey(alias, secret);
        if (entry == null) {
            return null;
        }
        if (series.use() == KeyUse.SIGNING) {
            X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
            PublicKey publicKey = certificate.getPublicKey();
            if (entry instanceof PrivateKey privateKey && Ed25519.isPair(privateKey, publicKey)) {
                // The date of such an entry is that of its loading, unless Java made it.
                Instant made = certificate.getNotBefore().toInstant();
                return new StoredKey(VersionedKey.signing(series.name(), version, privateKey, publicKey), made);
            }
        } else if (entry instanceof SecretKey) {
            byte[] encoded = entry.getEncoded();
            try {
                Date made = store.getCreationDate(alias);
                return new StoredKey(
                        SymmetricKeys.key(series, version, encoded), made == null ? null : made.toInstant());
            } finally {
                Arrays.fill(encoded, (byte) 0);
            }
        }
        throw new GeneralSecurityException("a key of another kind");
    }

    private List<String> aliases() throws IOException {
        try {
            return Collections.list(contents().store.aliases());
        } catch (KeyStoreException e) {
            throw new IllegalStateException("a key store that was loaded has aliases", e);
        }
    }

    private synchronized Contents contents() throws IOException {
        Optional<byte[]> bytes = bytes();
        Digest digest = digest(bytes);
        Contents known = contents;
        if (known == null || !known.digest.equals(digest)) {
            char[] secret = password.fetch();
            try {
                known = new Contents(digest, load(bytes, secret), new HashMap<>());
                contents = known;
            } finally {
                Arrays.fill(secret, '\0');
            }
        }
        return known;
    }

    /** The file, or nothing if there is none. */
    private Optional<byte[]> bytes() throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            OwnerOnly.require("key store", file);
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Digest digest(Optional<byte[]> bytes) {
        return Digest.of(bytes.orElse(NOTHING));
    }

    private KeyStore load(Optional<byte[]> bytes, char[] secret) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(bytes.map(ByteArrayInputStream::new).orElse(null), secret);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new MlopsException(this + " does not open with the password from " + password
                        + ": it is the password of another, or the file is damaged");
            }
            throw damaged();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw damaged();
        }
    }

    private IntegrityException damaged() {
        return new IntegrityException(
                this + " is no PKCS#12 key store, or damaged or cut short; restore it from a backup");
    }

    private static String alias(KeySeries series, int version) {
        return series.name() + "." + series.useName() + "." + version;
    }
}
