package org.mlops4j.core.identity.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

/** Keeps each version of a key as a document of its own; makes version 1 when a key is first asked for. */
public final class DirectoryKeyProvider implements KeyProvider {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String ROOT = "keys";
    private static final String ALGORITHM = "Ed25519";
    private static final Base64.Decoder BASE64 = Base64.getDecoder();
    private static final int SECRET_BYTES = 32;
    private static final int FORMAT = 1;

    private final Directory directory;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, VersionedKey> known = new ConcurrentHashMap<>();

    /** Keys under {@code keys/} of a directory. */
    public DirectoryKeyProvider(Directory directory) {
        this.directory = directory;
    }

    @Override
    public VersionedKey current(String name, KeyUse use) {
        int newest = newestVersion(name, use);
        if (newest == 0) {
            if (directory.isReadOnly()) {
                throw new MlopsException("there is no key " + name + "/" + use
                        + " and none can be made: the directory is open for reading");
            }
            newest = 1;
            create(name, use, newest);
        }
        int wanted = newest;
        return find(name, use, newest)
                .orElseThrow(() -> new MlopsException("key " + name + "/" + use + "/" + wanted
                        + " vanished while it was read; restore the directory 'keys' of the home"));
    }

    @Override
    public Optional<VersionedKey> find(String name, KeyUse use, int version) {
        String path = folder(name, use) + "/" + version + ".json";
        VersionedKey cached = known.get(path);
        if (cached != null) {
            return Optional.of(cached);
        }
        try {
            Optional<VersionedKey> read = directory.read(path).map(bytes -> decode(path, bytes, name, use, version));
            read.ifPresent(key -> known.put(path, key));
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("key " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private int newestVersion(String name, KeyUse use) {
        try {
            return directory.list(folder(name, use)).stream()
                    .filter(file -> file.matches("[1-9][0-9]{0,8}\\.json"))
                    .mapToInt(file -> Integer.parseInt(file.substring(0, file.length() - ".json".length())))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("keys of " + name + "/" + use + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static String folder(String name, KeyUse use) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name of a key must be 1 to 64 lower-case letters, digits and dashes but was '" + name + "'");
        }
        return ROOT + "/" + name + "/" + use.name().toLowerCase(Locale.ROOT);
    }

    private void create(String name, KeyUse use, int version) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        byte[] secret;
        if (use == KeyUse.SIGNING) {
            KeyPair pair = newKeyPair();
            secret = pair.getPrivate().getEncoded();
            document.put(
                    "public",
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        } else {
            secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
        }
        document.put("secret", Base64.getEncoder().encodeToString(secret));
        byte[] bytes = Json.canonical(document);
        try {
            // Whoever comes second reads the key of whoever came first.
            directory.create(folder(name, use) + "/" + version + ".json", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("key " + name + "/" + use + " cannot be made: " + e.getMessage(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static VersionedKey decode(String path, byte[] bytes, String name, KeyUse use, int version) {
        try {
            JsonObject document = Json.parseObject("key " + path, bytes)
                    .requireFormat(FORMAT)
                    .allowOnly("format", "public", "secret");
            byte[] secret = BASE64.decode(document.text("secret"));
            if (use == KeyUse.SIGNING) {
                return signingKey(name, version, secret, BASE64.decode(document.text("public")));
            }
            if (secret.length != SECRET_BYTES) {
                throw new GeneralSecurityException("wrong length");
            }
            Key key = new SecretKeySpec(secret, use == KeyUse.HMAC ? "HmacSHA256" : "AES");
            return VersionedKey.symmetric(name, use, version, key);
        } catch (IntegrityException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException e) {
            // The cause may quote the document: leave it out.
            throw new IntegrityException("key " + path + " is not a key of this library; restore it from a backup");
        }
    }

    /** A key whose halves belong together: another public half would make signatures that nobody can verify. */
    private static VersionedKey signingKey(String name, int version, byte[] secret, byte[] publicBytes)
            throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(secret));
        PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(publicBytes));
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(privateKey);
        signer.update(publicBytes);
        Signature verifier = Signature.getInstance(ALGORITHM);
        verifier.initVerify(publicKey);
        verifier.update(publicBytes);
        if (!verifier.verify(signer.sign())) {
            throw new GeneralSecurityException("the halves differ");
        }
        return VersionedKey.signing(name, version, privateKey, publicKey);
    }

    private static KeyPair newKeyPair() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }
}
