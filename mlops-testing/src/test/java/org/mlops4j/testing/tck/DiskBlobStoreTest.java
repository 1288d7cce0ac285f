package org.mlops4j.testing.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.registry.internal.DirectoryBlobStore;
import org.mlops4j.registry.BlobStore;

/** The store of files on a disk. */
class DiskBlobStoreTest extends BlobStoreContract {

    @TempDir
    private Path folder;

    private final List<DiskDirectory> open = new ArrayList<>();

    @Override
    protected BlobStore newStore() throws IOException {
        DiskDirectory directory = DiskDirectory.open(folder);
        open.add(directory);
        return new DirectoryBlobStore(directory);
    }

    @Override
    protected BlobStore openAgain(BlobStore opened) throws IOException {
        return newStore();
    }

    @AfterEach
    void close() throws IOException {
        for (DiskDirectory directory : open) {
            directory.close();
        }
    }
}
