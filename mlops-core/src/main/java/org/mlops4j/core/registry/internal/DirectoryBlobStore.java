package org.mlops4j.core.registry.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.BlobStore;

/** Bytes as read-only files named by their SHA-256, hashed on the way in. */
public final class DirectoryBlobStore implements BlobStore {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Directory directory;

    /** Blobs under {@code blobs/} of a directory. */
    public DirectoryBlobStore(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Blob put(InputStream content) throws IOException {
        MessageDigest hash = DigestUtils.getSha256Digest();
        try (Directory.Upload upload = directory.upload()) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long size = 0;
            for (int read; (read = content.read(buffer)) >= 0; size += read) {
                hash.update(buffer, 0, read);
                upload.write(buffer, 0, read);
            }
            Digest digest = Digest.ofHash(hash.digest());
            removeDamaged(digest, size);
            upload.publish(pathOf(digest));
            return new Blob(digest, size);
        }
    }

    /** What is there already is kept, so it must be right: the disk may have changed it since it was written. */
    private void removeDamaged(Digest digest, long size) throws IOException {
        String path = pathOf(digest);
        long known = directory.size(path);
        if (known >= 0 && (known != size || !hashOf(path).equals(digest.hex()))) {
            directory.delete(path);
        }
    }

    private String hashOf(String path) throws IOException {
        try (InputStream in = directory.open(path).orElseGet(InputStream::nullInputStream)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    @Override
    public Optional<InputStream> open(Digest digest) throws IOException {
        return directory.open(pathOf(digest));
    }

    @Override
    public Optional<Path> file(Digest digest) {
        try {
            return directory.size(pathOf(digest)) < 0 ? Optional.empty() : directory.path(pathOf(digest));
        } catch (IOException e) {
            throw new UncheckedIOException("blob " + digest + " cannot be found: " + e.getMessage(), e);
        }
    }

    static String pathOf(Digest digest) {
        return "blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex();
    }
}
