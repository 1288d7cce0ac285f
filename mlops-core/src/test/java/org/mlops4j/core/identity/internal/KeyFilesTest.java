package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;

/** Keys as files on a disk. */
class KeyFilesTest extends OwnedKeysContract {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @TempDir
    private Path folder;

    @Override
    OwnedKeys open() throws IOException {
        return new DirectoryKeyProvider(DiskDirectory.open(folder), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path file(KeyUse use) {
        return folder.resolve("keys/customer/" + new KeySeries("customer", use).useName() + "/1.json");
    }

    @Test
    void writesFilesThatOnlyTheirOwnerCanRead() throws IOException {
        open().current("customer", KeyUse.HMAC);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(KeyUse.HMAC))))
                .isEqualTo("rw-------");
        for (Path above = file(KeyUse.HMAC).getParent(); !above.equals(folder); above = above.getParent()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(above)))
                    .isEqualTo("rwx------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx", "rw-----w-"})
    void refusesAFileThatOthersMayReadOrChangeAndSaysTheFix(String mode) throws IOException {
        open().current("customer", KeyUse.HMAC);
        Path file = file(KeyUse.HMAC);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        OwnedKeys keys = open();
        assertThatThrownBy(() -> keys.current("customer", KeyUse.HMAC))
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining("must be readable by its owner only; run: chmod 600 " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(keys.current("customer", KeyUse.HMAC).version()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(KeyUse.class)
    void refusesAFileThatIsCutAtAnyByte(KeyUse use) throws IOException {
        open().current("customer", use);
        byte[] whole = Files.readAllBytes(file(use));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(use), Arrays.copyOf(whole, length));
            OwnedKeys keys = open();
            assertThatExceptionOfType(IntegrityException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> keys.current("customer", use))
                    .withMessage("key keys/customer/" + new KeySeries("customer", use).useName()
                            + "/1.json is not a key of this library; restore it from a backup")
                    .withNoCause();
        }
    }

    @Test
    void handsOutNoKeyWhoseFileIsGone() throws IOException {
        OwnedKeys keys = open();
        keys.current("customer", KeyUse.HMAC);
        Files.delete(file(KeyUse.HMAC));
        assertThat(keys.find("customer", KeyUse.HMAC, 1)).isEmpty();
    }

    @Test
    void datesNewKeysByTheClock() throws IOException {
        OwnedKeys keys = open();
        keys.current("customer", KeyUse.HMAC);
        assertThat(keys.list().get(0).madeAt()).contains(NOW);
    }

    @Test
    void refusesHalvesOfDifferentPairs() throws IOException {
        open().current("customer", KeyUse.SIGNING);
        String first = Files.readString(file(KeyUse.SIGNING));
        Files.delete(file(KeyUse.SIGNING));
        open().current("customer", KeyUse.SIGNING);
        String second = Files.readString(file(KeyUse.SIGNING));
        String publicHalf = second.replaceFirst(".*(\"public\":\"[^\"]*\").*", "$1");
        Files.writeString(file(KeyUse.SIGNING), first.replaceFirst("\"public\":\"[^\"]*\"", publicHalf));
        assertThatThrownBy(() -> open().current("customer", KeyUse.SIGNING)).isInstanceOf(IntegrityException.class);
    }

    @Test
    void ignoresFilesThatAreNoKeys() throws IOException {
        open().current("customer", KeyUse.HMAC);
        Path uses = file(KeyUse.HMAC).getParent();
        Files.writeString(uses.resolve("01.json"), "{}");
        Files.writeString(uses.resolve("2.json.bak"), "{}");
        Files.writeString(uses.resolve("notes.txt"), "{}");
        Files.createDirectories(folder.resolve("keys/.git"));
        Files.createDirectories(folder.resolve("keys/empty/hmac"));
        assertThat(open().list()).hasSize(1);
        assertThat(open().current("customer", KeyUse.HMAC).version()).isEqualTo(1);
    }

    @Test
    void saysWhereItsKeysLie() throws IOException {
        assertThat(open()).hasToString("keys in " + folder.resolve("keys"));
    }
}
