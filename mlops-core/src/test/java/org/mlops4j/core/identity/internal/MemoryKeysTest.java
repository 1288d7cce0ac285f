package org.mlops4j.core.identity.internal;

import org.mlops4j.core.io.internal.MemoryDirectory;

class MemoryKeysTest extends OwnedKeysContract {

    private final MemoryDirectory directory = new MemoryDirectory();

    @Override
    OwnedKeys open() {
        return new DirectoryKeyProvider(directory);
    }
}
