package org.mlops4j.core.registry.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.registry.BlobStore;
import org.mlops4j.registry.ModelVersion;

/** Reads blobs so that no reader gets to the end of bytes that are not those asked for. */
final class Blobs {

    private static final int BUFFER_BYTES = 1 << 16;

    private final BlobStore store;

    Blobs(BlobStore store) {
        this.store = store;
    }

    static String what(ModelVersion version, String file) {
        return "file '" + file + "' of " + version.id();
    }

    static String whatProfile(ModelVersion version) {
        return "reference profile of " + version.id();
    }

    BlobStore.Blob put(String what, byte[] bytes) {
        return put(what, new ByteArrayInputStream(bytes));
    }

    BlobStore.Blob put(String what, InputStream content) {
        try {
            return store.put(content);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be stored: " + e.getMessage(), e);
        }
    }

    /** The bytes of a digest, checked before the first is handed out; for what fits in memory. */
    byte[] read(String what, Digest digest) {
        try (InputStream in = open(what, digest)) {
            return in.readAllBytes();
        } catch (CorruptBlobException e) {
            throw e.asDamage();
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The bytes of a digest; reading to the end fails if they are others. */
    InputStream open(String what, Digest digest) {
        try {
            InputStream in = store.open(digest)
                    .orElseThrow(() -> new IntegrityException(what + " is gone: the store has no bytes with digest "
                            + digest + "; restore them from a backup or register the same content again"));
            return new VerifiedInputStream(what, in, digest);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Bytes are not those that were stored. */
    static final class CorruptBlobException extends IOException {

        private static final long serialVersionUID = 1L;

        private final String what;

        CorruptBlobException(String what) {
            super(what);
            this.what = what;
        }

        IntegrityException asDamage() {
            return new IntegrityException(what, this);
        }
    }

    /** Hashes what is read, and looks one byte ahead, so that the last is handed out only if all are right. */
    private static final class VerifiedInputStream extends InputStream {

        private static final int NOT_READ = -2;
        private static final int END = -1;

        private final String what;
        private final InputStream in;
        private final Digest expected;
        private final MessageDigest hash = DigestUtils.getSha256Digest();
        private int ahead = NOT_READ;
        private @Nullable Digest found;

        VerifiedInputStream(String what, InputStream in, Digest expected) {
            this.what = what;
            this.in = new BufferedInputStream(in, BUFFER_BYTES);
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? END : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, target.length);
            if (ahead == NOT_READ) {
                lookAhead();
            }
            requireIntact();
            if (count == 0 || ahead == END) {
                return count == 0 ? 0 : END;
            }
            target[offset] = (byte) ahead;
            int more = count == 1 ? 0 : Math.max(0, in.read(target, offset + 1, count - 1));
            hash.update(target, offset + 1, more);
            lookAhead();
            requireIntact();
            return 1 + more;
        }

        private void lookAhead() throws IOException {
            ahead = in.read();
            if (ahead == END) {
                found = Digest.ofHash(hash.digest());
            } else {
                hash.update((byte) ahead);
            }
        }

        /** Goes on failing: nobody may take what follows a failure for the end. */
        private void requireIntact() throws IOException {
            if (found != null && !found.equals(expected)) {
                throw new CorruptBlobException(what + " is not what was registered: its digest is " + found.shortHex()
                        + "… but must be " + expected
                        + "; restore the blob of this name from a backup or register the same content again");
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
