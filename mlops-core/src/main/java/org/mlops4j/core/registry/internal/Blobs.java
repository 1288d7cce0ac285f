package org.mlops4j.core.registry.internal;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.registry.BlobStore;

/** Reads blobs so that no reader gets to the end of bytes that are not those asked for. */
final class Blobs {

    private final BlobStore store;

    Blobs(BlobStore store) {
        this.store = store;
    }

    BlobStore.Blob put(byte[] bytes) {
        return put("bytes", new ByteArrayInputStream(bytes));
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
                            + digest + "; restore them from a backup"));
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

    /** Hashes what is read and compares at the end. */
    private static final class VerifiedInputStream extends FilterInputStream {

        private final String what;
        private final Digest expected;
        private final MessageDigest hash = DigestUtils.getSha256Digest();
        private boolean checked;

        VerifiedInputStream(String what, InputStream in, Digest expected) {
            super(in);
            this.what = what;
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            int read = in.read(target, offset, count);
            if (read > 0) {
                hash.update(target, offset, read);
            } else if (read < 0 && !checked) {
                checked = true;
                Digest found = Digest.ofHash(hash.digest());
                if (!found.equals(expected)) {
                    throw new CorruptBlobException(what + " is not what was registered: its digest is "
                            + found.shortHex() + "… but must be " + expected.shortHex()
                            + "…; restore it from a backup or register the version again");
                }
            }
            return read;
        }

        @Override
        public long skip(long n) throws IOException {
            // Skipped bytes are hashed too.
            return readNBytes((int) Math.min(n, 1 << 16)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
