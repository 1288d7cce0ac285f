package org.mlops4j.core.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.identity.internal.Pkcs12KeyProvider;
import org.mlops4j.core.identity.internal.SecretReference;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.identity.KeyProvider;

/**
 * Providers of keys that lie outside the home, to be given to {@code Mlops.builder().keys(...)}. Both make version 1 of
 * a key on first use: 256 random bits for HMAC-SHA-256 and AES-256-GCM, an Ed25519 pair for signatures.
 *
 * <p>Every file of keys must be readable by its owner only, or it is refused with the command that makes it so. A file of
 * root's may be readable by its group, as secrets mounted into containers are.
 *
 * @since 0.1.0
 */
public final class Keys {

    private Keys() {}

    /**
     * Keys as files under {@code keys/} of a directory, one a version. Whoever can read them has the keys: what protects
     * them is their mode, so keep the directory apart from the home and its backups.
     *
     * @param directory the directory, made if there is none
     * @return the keys in it
     * @throws UncheckedIOException if the directory cannot be made or read
     */
    public static KeyProvider directory(Path directory) {
        try {
            return new DirectoryKeyProvider(DiskDirectory.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("keys in " + directory + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Keys as entries of one PKCS#12 key store (RFC 7292), encrypted under a password; {@code keytool} and {@code
     * openssl} read it. The key {@code customer} for HMAC in version 2 is the entry {@code customer.hmac.2}; entries of
     * other names are left alone. Give it a directory of its own: its lock and its temporary files lie beside it.
     *
     * @param file the key store; if there is none it is made with the first key
     * @param passwordReference where the password is, never the password: {@code env:NAME} for an environment variable or
     *     {@code file:/path} for a file of one line
     * @return the keys in it
     * @throws IllegalArgumentException if the reference is of neither form, or the name of the file has other characters
     *     than letters, digits and {@code . _ -}
     * @throws org.mlops4j.identity.IntegrityException if the file is no key store, or a damaged one
     * @throws org.mlops4j.identity.MlopsException if there is no password or it is the wrong one, or others than the
     *     owner can read the key store or the file of the password
     * @throws UncheckedIOException if the key store cannot be read
     */
    public static KeyProvider pkcs12(Path file, String passwordReference) {
        try {
            SecretReference password = SecretReference.parse(passwordReference, System.getenv());
            return Pkcs12KeyProvider.open(file, password, Clock.systemUTC(), false);
        } catch (IOException e) {
            throw new UncheckedIOException("key store " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
