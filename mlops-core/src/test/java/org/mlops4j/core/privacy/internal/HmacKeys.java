package org.mlops4j.core.privacy.internal;

import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.VersionedKey;

/** HMAC keys of any name, whose version v is 32 bytes v; {@link #rotate} adds a version. */
public final class HmacKeys implements KeyProvider {

    private int newest = 1;

    /** From now on there is a further version. */
    public void rotate() {
        newest++;
    }

    @Override
    public VersionedKey current(String name, KeyUse use) {
        return find(name, use, newest).orElseThrow();
    }

    @Override
    public Optional<VersionedKey> find(String name, KeyUse use, int version) {
        if (use != KeyUse.HMAC || version < 1 || version > newest) {
            return Optional.empty();
        }
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) version);
        return Optional.of(VersionedKey.symmetric(name, use, version, new SecretKeySpec(secret, "HmacSHA256")));
    }
}
