package org.mlops4j.testing.tck;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.identity.Keys;
import org.mlops4j.identity.KeyProvider;

class KeysInFilesTest extends KeyProviderContract {

    @TempDir
    private Path folder;

    @Override
    protected KeyProvider newProvider() {
        return Keys.directory(folder);
    }
}
