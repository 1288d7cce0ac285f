package org.mlops4j.testing.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.identity.Keys;
import org.mlops4j.identity.KeyProvider;

class KeysInKeyStoreTest extends KeyProviderContract {

    @TempDir
    private Path folder;

    @Override
    protected KeyProvider newProvider() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "opened-by-all\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        return Keys.pkcs12(folder.resolve("keys.p12"), "file:" + password);
    }
}
