package org.mlops4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.audit.AnchorState;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.Anchors;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.registry.internal.DirectoryBlobStore;
import org.mlops4j.core.registry.internal.DirectoryRegistryStore;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.Registration;

/** What the door wires between the audit log and the other rooms. */
class MlopsAuditTest {

    private static final Actor ADA = Actor.human("ada");
    private static final String WITNESS = "witness.example/w1+e75f6532+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";

    @TempDir
    private Path folder;

    private final MemoryDirectory shared = new MemoryDirectory();

    private Mlops openShared() {
        return Mlops.builder()
                .registryStore(new DirectoryRegistryStore(shared))
                .blobStore(new DirectoryBlobStore(shared))
                .open();
    }

    private static List<RecordedEntry> all(AuditLog log) {
        try (Stream<RecordedEntry> entries = log.entries()) {
            return entries.toList();
        }
    }

    private static String origin(Mlops mlops) {
        return mlops.audit().verify().origin();
    }

    private ModelVersion register(Mlops mlops) throws IOException {
        Path file = Files.writeString(folder.resolve("model.txt"), "weights");
        return mlops.registry()
                .register(
                        Registration.of("credit")
                                .file("model.txt", file)
                                .provenance(Provenance.unknown())
                                .build(),
                        ADA,
                        "first");
    }

    /** Homes with a log each, on one registry: each knows the names of the others, even before they wrote anything. */
    @Test
    void homesOnOneRegistryLearnOfEachOthersLogs() {
        try (Mlops one = openShared();
                Mlops two = openShared();
                Mlops three = openShared()) {
            assertThat(one.audit().verify().otherLogs()).containsExactlyInAnyOrder(origin(two), origin(three));
            assertThat(three.audit().verify().otherLogs()).containsExactlyInAnyOrder(origin(one), origin(two));
        }
    }

    @Test
    void aSharedRegistryKeepsTheCheckpointsOfItsHomes() throws IOException {
        try (Mlops one = openShared();
                Mlops two = openShared()) {
            register(one);
            assertThat(one.audit().verify().independent()).isFalse();
            one.audit().checkpoint();
            AuditVerification found = one.audit().verify();
            assertThat(found.problems()).isEmpty();
            assertThat(found.anchored()).isEqualTo(found.entries()).isEqualTo(1);
            assertThat(one.audit().anchors())
                    .containsExactly(new AnchorState("store DirectoryRegistryStore", 2, 1, null));
            assertThat(two.audit().verify().independent()).isFalse();
        }
    }

    @Test
    void aSecondStoreKeepsCheckpointsToo() {
        MemoryDirectory second = new MemoryDirectory();
        try (Mlops mlops =
                Mlops.builder().anchor(new DirectoryRegistryStore(second)).open()) {
            mlops.audit().append(ADA, "note.add", Ref.of("thing", "a"), "because");
            mlops.audit().checkpoint();
            assertThat(mlops.audit().verify().independent()).isTrue();
        }
        assertThat(second.list("registry/audit")).hasSize(1);
    }

    @Test
    void entriesOfTheRegistryNameTheirDocuments() throws IOException {
        try (Mlops mlops = openShared()) {
            ModelVersion version = register(mlops);
            mlops.registry().moveAlias("credit", "champion", version.number(), ADA, "better");
            mlops.registry().approve(version, Actor.human("bob"), "looked at it");
            mlops.registry().tag(version, "team", "risk", ADA, "sorting");
            for (RecordedEntry recorded : all(mlops.audit())) {
                AuditEntry entry = recorded.entry();
                assertThat(documents()).as(entry.action()).contains(entry.detail("document_digest"));
            }
            assertThat(all(mlops.audit())).hasSize(4);
        }
    }

    private List<String> documents() {
        return Stream.of(
                        "registry/models/credit/versions",
                        "registry/models/credit/aliases",
                        "registry/models/credit/facts")
                .flatMap(this::below)
                .map(path -> Digest.of(shared.read(path).orElseThrow()).toString())
                .toList();
    }

    private Stream<String> below(String path) {
        return shared.size(path) >= 0
                ? Stream.of(path)
                : shared.list(path).stream().flatMap(name -> below(path + "/" + name));
    }

    @Test
    void keepsCheckpointsInAFileThatTheConfigurationNames() throws IOException {
        Path anchor = folder.resolve("kept").resolve("checkpoints");
        Files.createDirectory(anchor.getParent());
        Path config = Files.writeString(
                folder.resolve("mlops.json"),
                "{\"home\": \"" + folder.resolve("home") + "\", \"audit\": {\"anchor_file\": \"" + anchor
                        + "\", \"witnesses\": \"" + WITNESS + "\"}}");
        try (Mlops mlops = Mlops.from(config, Map.of())) {
            mlops.audit().append(ADA, "note.add", Ref.of("thing", "a"), "because");
            assertThat(mlops.describe())
                    .contains("audit.anchors = file " + anchor + " (file " + config + ")")
                    .contains("audit.witnesses = " + WITNESS + " (file " + config + ")");
        }
        assertThat(Files.readString(anchor, StandardCharsets.UTF_8)).startsWith("checkpoint mlops4j/");
        try (Mlops mlops = Mlops.from(config, Map.of())) {
            assertThat(mlops.audit().verify().anchored()).isEqualTo(1);
        }
    }

    @Test
    void saysWhatIsWrongWithAWitnessOfTheConfiguration() throws IOException {
        Path config = Files.writeString(folder.resolve("mlops.json"), "{\"home\": \"" + folder.resolve("home") + "\"}");
        assertThatThrownBy(() -> Mlops.from(config, Map.of("MLOPS_AUDIT_WITNESSES", "nonsense")))
                .isInstanceOf(MlopsException.class)
                .hasMessageStartingWith("'audit.witnesses' must hold verifier keys of witnesses: verifier key must be ")
                .hasMessageEndingWith("(from environment MLOPS_AUDIT_WITNESSES)");
    }

    @Test
    void refusesAnAnchorWithinTheHome() {
        Path home = folder.resolve("home");
        assertThatThrownBy(() -> Mlops.builder()
                        .home(home)
                        .anchor(Anchors.file(home.resolve("../home/checkpoints")))
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("anchor must lie outside the home " + home + " but was " + home.resolve("checkpoints")
                        + "; whoever can change the log could change it too");
    }

    @Test
    void healthNamesAnAnchorThatDoesNotWork() {
        Path nowhere = folder.resolve("no folder").resolve("checkpoints");
        try (Mlops mlops = Mlops.builder().anchor(Anchors.file(nowhere)).open()) {
            assertThat(mlops.health().isHealthy()).isTrue();
            mlops.audit().checkpoint();
            assertThat(mlops.health().degraded()).containsOnlyKeys("audit anchor file " + nowhere);
        }
    }

    @Test
    void handsCheckpointsToTheApplicationsLogUnlessTold() {
        try (Mlops mlops = Mlops.at(folder.resolve("home"))) {
            assertThat(mlops.audit().anchors())
                    .extracting(AnchorState::name)
                    .containsExactly("logger org.mlops4j.audit.checkpoint");
        }
        try (Mlops mlops = Mlops.inMemory()) {
            assertThat(mlops.audit().anchors()).isEmpty();
        }
    }
}
