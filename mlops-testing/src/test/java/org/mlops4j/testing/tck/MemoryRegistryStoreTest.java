package org.mlops4j.testing.tck;

import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.registry.internal.DirectoryRegistryStore;
import org.mlops4j.registry.RegistryStore;

/** The store of files in memory. */
class MemoryRegistryStoreTest extends RegistryStoreContract {

    private final MemoryDirectory directory = new MemoryDirectory();

    @Override
    protected RegistryStore newStore() {
        return new DirectoryRegistryStore(directory);
    }

    @Override
    protected RegistryStore openAgain(RegistryStore opened) {
        return new DirectoryRegistryStore(directory);
    }
}
