package org.mlops4j.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.audit.AnchorState;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Ref;

class AnchorsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    private Path folder;

    private static TiledAuditLog open(MemoryDirectory directory, String origin, CheckpointAnchor... anchors) {
        return TiledAuditLog.open(
                directory,
                new DirectoryKeyProvider(directory),
                Clock.fixed(NOW, ZoneOffset.UTC),
                origin,
                new TiledAuditLog.Guards(List.of(anchors), List.of(), Authorizer.allowAll()));
    }

    private static void append(TiledAuditLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(Actor.human("ada"), "alias.move", Ref.of("alias", "credit"), "step " + i);
        }
    }

    @Test
    void fileKeepsEachCheckpointOnALine() throws IOException {
        Path file = folder.resolve("checkpoints");
        CheckpointAnchor anchor = Anchors.file(file);
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", anchor);
        append(log, 2);
        Checkpoint first = log.checkpoint();
        append(log, 2);
        Checkpoint second = log.checkpoint();
        assertThat(Files.readString(file)).isEqualTo(Checkpoints.line(first) + "\n" + Checkpoints.line(second) + "\n");
        assertThat(anchor.kept()).containsExactly(first.note(), second.note());
        assertThat(log.verify().anchored()).isEqualTo(4);
    }

    @Test
    void fileIsSharedByLogsWhichLearnOfEachOther() {
        Path file = folder.resolve("checkpoints");
        TiledAuditLog one = open(new MemoryDirectory(), "example.com/one", Anchors.file(file));
        TiledAuditLog two = open(new MemoryDirectory(), "example.com/two", Anchors.file(file));
        append(one, 1);
        one.checkpoint();
        append(two, 1);
        two.checkpoint();
        AuditVerification found = one.verify();
        assertThat(found.problems()).isEmpty();
        assertThat(found.otherLogs()).containsExactly("example.com/two");
        assertThat(found).asString().endsWith("(not checked: example.com/two)");
    }

    @Test
    void fileGoesOnBehindALineThatWasCutOff() throws IOException {
        Path file = folder.resolve("checkpoints");
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", Anchors.file(file));
        append(log, 1);
        log.checkpoint();
        Files.writeString(file, "checkpoint example.com/log 2 AAAA", StandardOpenOption.APPEND);
        append(log, 2);
        log.checkpoint();
        assertThat(Anchors.file(file).kept()).hasSize(2);
        assertThat(log.verify().problems()).isEmpty();
        assertThat(log.verify().anchored()).isEqualTo(3);
    }

    @Test
    void fileThatIsNotThereYetHoldsNothing() {
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", Anchors.file(folder.resolve("none")));
        append(log, 1);
        assertThat(log.verify().problems()).isEmpty();
        assertThat(log.verify().selfSigned()).isEqualTo(AuditVerification.SELF_SIGNED);
    }

    @Test
    void fileThatCannotBeWrittenIsSaidAndStopsNobody() {
        Path file = folder.resolve("no folder").resolve("checkpoints");
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", Anchors.file(file));
        append(log, 300);
        assertThat(log.size()).isEqualTo(300);
        assertThat(log.checkpoint().size()).isEqualTo(300);
        assertThat(log.anchorFaults())
                .containsOnlyKeys("file " + file)
                .allSatisfy((name, fault) -> assertThat(fault)
                        .startsWith("could not keep the checkpoint of 300 entries: " + file + " cannot be written"));
        assertThat(log.anchors())
                .singleElement()
                .satisfies(state -> assertThat(state.fault()).isPresent());
    }

    @Test
    void forgetsAFaultThatIsOver() throws IOException {
        Path parent = folder.resolve("later");
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", Anchors.file(parent.resolve("checkpoints")));
        append(log, 1);
        log.checkpoint();
        assertThat(log.anchorFaults()).hasSize(1);
        Files.createDirectory(parent);
        log.checkpoint();
        assertThat(log.anchorFaults()).isEmpty();
        assertThat(log.anchors()).containsExactly(new AnchorState("file " + parent.resolve("checkpoints"), 1, 1, null));
    }

    @Test
    void saysWhichAnchorCannotBeRead() {
        CheckpointAnchor broken = new CheckpointAnchor() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void keep(Checkpoint checkpoint) {}

            @Override
            public List<String> kept() {
                throw new IllegalStateException("no connection");
            }
        };
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", broken);
        append(log, 1);
        AuditVerification found = log.verify();
        assertThat(found.isIntact()).isTrue();
        assertThat(found.independent()).isFalse();
        assertThat(found.warnings())
                .containsExactly("anchor broken could not be read, so nothing is compared with it: "
                        + "java.lang.IllegalStateException: no connection");
    }

    @Test
    void listenerHearsEachCheckpointOutsideTheLock() {
        List<Checkpoint> heard = new ArrayList<>();
        List<TiledAuditLog> logs = new ArrayList<>();
        CheckpointAnchor anchor = Anchors.listener("mail", checkpoint -> {
            heard.add(checkpoint);
            if (heard.size() == 1) {
                // Would wait for itself under the lock.
                append(logs.get(0), 1);
            }
        });
        logs.add(open(new MemoryDirectory(), "example.com/log", anchor));
        append(logs.get(0), 3);
        Checkpoint signed = logs.get(0).checkpoint();
        assertThat(heard).containsExactly(signed);
        assertThat(logs.get(0).size()).isEqualTo(4);
        assertThat(anchor.name()).isEqualTo("mail");
        assertThat(anchor.kept()).isEmpty();
    }

    @Test
    void anchorsHearWhatTheLogSignsByItself() {
        List<Long> sizes = new ArrayList<>();
        CheckpointAnchor anchor = Anchors.listener("sizes", checkpoint -> sizes.add(checkpoint.size()));
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", anchor);
        append(log, 600);
        assertThat(sizes).containsExactly(256L, 512L);
        log.close();
        assertThat(sizes).containsExactly(256L, 512L, 600L);
    }

    @Test
    void signsOnceAMinuteOldIsWhatIsUnsigned() {
        List<Long> sizes = new ArrayList<>();
        CheckpointAnchor anchor = Anchors.listener("sizes", checkpoint -> sizes.add(checkpoint.size()));
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", anchor);
        for (int second : new int[] {0, 30, 59, 60, 61, 119, 120, 121}) {
            log.append(new AuditEntry(
                    NOW.plusSeconds(second),
                    Actor.human("ada"),
                    "alias.move",
                    Ref.of("alias", "credit"),
                    "second " + second,
                    Map.of()));
        }
        assertThat(sizes).containsExactly(4L, 8L);
    }

    /** Tests have no logging back end; that the line is what {@link Checkpoints#find} finds is tested beside it. */
    @Test
    void loggerCannotBeReadBack() {
        CheckpointAnchor anchor = Anchors.logger();
        TiledAuditLog log = open(new MemoryDirectory(), "example.com/log", anchor);
        append(log, 1);
        log.checkpoint();
        assertThat(anchor.name()).isEqualTo("logger org.mlops4j.audit.checkpoint");
        assertThat(log.anchorFaults()).isEmpty();
        assertThat(log.verify().independent()).isFalse();
    }

    @Test
    void refusesWhatIsNoListener() {
        assertThatThrownBy(() -> Anchors.listener("mail", null)).hasMessage("listener");
        assertThatThrownBy(() -> Anchors.listener(null, checkpoint -> {})).hasMessage("name");
    }
}
