package org.mlops4j.testing.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.registry.internal.DirectoryRegistryStore;
import org.mlops4j.registry.RegistryStore;

/** The store of files on a disk. */
class DiskRegistryStoreTest extends RegistryStoreContract {

    @TempDir
    private Path folder;

    private final List<DiskDirectory> open = new ArrayList<>();

    @Override
    protected RegistryStore newStore() throws IOException {
        DiskDirectory directory = DiskDirectory.open(folder);
        open.add(directory);
        return new DirectoryRegistryStore(directory);
    }

    @Override
    protected RegistryStore openAgain(RegistryStore opened) throws IOException {
        return newStore();
    }

    @AfterEach
    void close() throws IOException {
        for (DiskDirectory directory : open) {
            directory.close();
        }
    }
}
