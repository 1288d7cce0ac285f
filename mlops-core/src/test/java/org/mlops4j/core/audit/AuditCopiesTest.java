package org.mlops4j.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/** A third party has a copy of the folder, the public key and a checkpoint, and no more. */
class AuditCopiesTest {

    @TempDir
    private Path folder;

    private Path copy;
    private String key;
    private Checkpoint early;

    @BeforeEach
    void write() throws IOException {
        Path home = folder.resolve("home");
        copy = Files.createDirectory(folder.resolve("copy"));
        try (DiskDirectory directory = DiskDirectory.open(home);
                TiledAuditLog log = TiledAuditLog.open(
                        directory,
                        new DirectoryKeyProvider(directory),
                        Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC),
                        "example.com/log")) {
            append(log, 5);
            early = log.checkpoint();
            append(log, 5);
            log.checkpoint();
            append(log, 1);
            key = log.verifierKey();
            copy(home.resolve("audit"), copy.resolve("audit"));
        }
    }

    private static void append(TiledAuditLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(Actor.human("ada"), "alias.move", Ref.of("alias", "credit"), "step " + i);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void checksACopyWithThePublicKeyAlone() {
        AuditVerification found = AuditCopies.verify(copy, List.of(key), List.of(), List.of());
        assertThat(found)
                .hasToString("example.com/log: 11 entries, intact (entry 10 not signed yet; "
                        + AuditVerification.SELF_SIGNED + ")");
    }

    @Test
    void changesNothingInIt() throws IOException {
        AuditCopies.verify(copy, List.of(key), List.of(), List.of());
        assertThat(Files.list(copy)).containsExactly(copy.resolve("audit"));
    }

    @Test
    void comparesWhatTheThirdPartyKept() {
        AuditVerification found = AuditCopies.verify(copy, List.of(key), List.of(), List.of(early));
        assertThat(found.isIntact()).isTrue();
        assertThat(found.anchored()).isEqualTo(5);
    }

    @Test
    void findsWhatWasChanged() throws IOException {
        Path bundle = copy.resolve("audit/tile/entries/000.p/10");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length - 10] ^= 1;
        Files.write(bundle, bytes);
        assertThat(AuditCopies.verify(copy, List.of(key), List.of(), List.of()).problems())
                .singleElement()
                .asString()
                .startsWith("entry 9: ");
    }

    @Test
    void wantsKeysOfOneLog() {
        assertThatThrownBy(() -> AuditCopies.verify(copy, List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("verifier keys must be of one log but are of []");
        assertThatThrownBy(() -> AuditCopies.verify(copy, List.of("nonsense"), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditCopies.verify(copy, List.of(key), List.of(key), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of a witness");
    }

    @Test
    void wantsAFolderWithALog() {
        assertThatThrownBy(() -> AuditCopies.verify(folder, List.of(key), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("copy must be a directory with a folder 'audit' in it");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }
}
