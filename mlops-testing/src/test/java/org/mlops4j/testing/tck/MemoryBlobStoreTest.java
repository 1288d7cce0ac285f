package org.mlops4j.testing.tck;

import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.registry.internal.DirectoryBlobStore;
import org.mlops4j.registry.BlobStore;

/** The store of files in memory. */
class MemoryBlobStoreTest extends BlobStoreContract {

    private final MemoryDirectory directory = new MemoryDirectory();

    @Override
    protected BlobStore newStore() {
        return new DirectoryBlobStore(directory);
    }

    @Override
    protected BlobStore openAgain(BlobStore opened) {
        return new DirectoryBlobStore(directory);
    }
}
