package org.mlops4j.core.audit.internal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

/** Signing keys that are the same in every run; {@link #rotate} adds a version. */
final class SeededKeys implements KeyProvider {

    private static final int SEED_BYTES = 32;

    private final List<VersionedKey> versions = new ArrayList<>();

    /** One version whose seed repeats a byte. */
    SeededKeys(int seed) {
        rotate(seed);
    }

    /** One version with this Ed25519 seed. */
    SeededKeys(byte[] seed) {
        add(seed);
    }

    void rotate(int seed) {
        byte[] bytes = new byte[SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        add(bytes);
    }

    /** Forgets a version, as a provider may. */
    void destroy(int version) {
        versions.set(version - 1, null);
    }

    private void add(byte[] seed) {
        KeyPair pair = pair(seed);
        versions.add(VersionedKey.signing("audit", versions.size() + 1, pair.getPrivate(), pair.getPublic()));
    }

    static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new FixedBytes(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public VersionedKey current(String name, KeyUse use) {
        return find(name, use, versions.size()).orElseThrow(() -> new MlopsException("no key " + name));
    }

    @Override
    public Optional<VersionedKey> find(String name, KeyUse use, int version) {
        boolean isKnown = name.equals("audit") && use == KeyUse.SIGNING && version >= 1 && version <= versions.size();
        return isKnown ? Optional.ofNullable(versions.get(version - 1)) : Optional.empty();
    }

    /** Hands out the seed as if it were random. */
    private static final class FixedBytes extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        FixedBytes(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
