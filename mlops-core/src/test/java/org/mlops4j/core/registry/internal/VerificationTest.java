package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.ModelVersion;

/** What {@code verify} finds: one fault at a time, and all of them together. */
class VerificationTest {

    private static final Actor ADA = TestRegistry.ADA;
    private static final String VERSION = "models/credit/versions/00000001.json";

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TestRegistry test = new TestRegistry(directory);
    private ModelVersion version;
    private String rowBlob;
    private String profileBlob;
    private String evaluation;
    private String approval;

    @BeforeEach
    void aVersionWithFacts() {
        version = test.registry.register(
                TestRegistry.registration("credit", "weights")
                        .profile(Profiles.reference(TestRegistry.rows()))
                        .build(),
                ADA,
                "trained");
        EvaluationReport report = test.registry.recordEvaluation(
                version, TestRegistry.report("holdout"), TestRegistry.rows(), ADA, "quarterly");
        test.registry.approve(version, ADA, "fine");
        test.registry.moveAlias("credit", "champion", 1, ADA, "first");
        rowBlob = DirectoryBlobStore.pathOf(report.rows().orElseThrow());
        profileBlob = DirectoryBlobStore.pathOf(version.manifest().profile().orElseThrow());
        String facts = "models/credit/facts/" + version.digest().hex();
        evaluation = facts + "/evaluation/00000001.json";
        approval = facts + "/approval/00000001.json";
    }

    private List<String> problems() {
        return test.registry.verify(version);
    }

    @Test
    void anIntactVersionHasNoProblems() {
        assertThat(problems()).isEmpty();
        assertThat(new TestRegistry(directory).registry.verify(version)).isEmpty();
    }

    @Test
    void damagedRowsAreNamed() {
        directory.replace(rowBlob, "no rows".getBytes(UTF_8));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("rows of evaluation 'holdout' is not what was registered: its digest is ");
        directory.delete(rowBlob);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("rows of evaluation 'holdout' is gone: the store has no bytes with digest ");
    }

    @Test
    void aDamagedProfileIsNamed() {
        directory.replace(profileBlob, new byte[3]);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("reference profile of credit:1 is not what was registered: its digest is ");
    }

    @Test
    void aDocumentThatIsGoneIsNamedWithTheEntryThatTellsOfIt() {
        directory.delete("registry/" + evaluation);
        assertThat(problems())
                .containsExactly("document '" + evaluation + "' is gone, which the entry 1 of the audit log tells of; "
                        + "restore it from a backup");
    }

    /** Whoever can write the file can seal it again, but the audit log knows what was published. */
    @Test
    void aDocumentThatWasForgedIsNamed() {
        byte[] forged = Documents.read(
                "approval", directory.read("registry/" + approval).orElseThrow(), json -> {
                    var content = new LinkedHashMap<>(json.members());
                    content.put("reason", "super");
                    return Documents.write(content);
                });
        directory.replace("registry/" + approval, forged);

        assertThat(test.registry.approvals(version)).hasSize(1);
        assertThat(problems())
                .containsExactly("document '" + approval + "' is not the one the entry 2 of the audit log tells of; "
                        + "restore it from a backup");
    }

    /** This process has read the version before it was damaged. */
    @Test
    void aDamagedVersionDocumentIsNamed() {
        directory.replace("registry/" + VERSION, new byte[0]);
        assertThat(problems())
                .containsExactly("document '" + VERSION + "' is not the one the entry 0 of the audit log tells of; "
                        + "restore it from a backup");
    }

    @Test
    void aDamagedAuditLogIsNamed() {
        String pending = "audit/pending/0";
        byte[] log = directory.read(pending).orElseThrow();
        log[60] ^= 1;
        directory.replace(pending, log);

        assertThat(new TestRegistry(directory).registry.verify(version))
                .singleElement()
                .asString()
                .startsWith("audit log: " + pending);
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        List<String> faults = new ArrayList<>(
                List.of(rowBlob, profileBlob, DirectoryBlobStore.pathOf(Digest.of("weights".getBytes(UTF_8)))));
        faults.forEach(path -> directory.replace(path, new byte[1]));
        directory.replace("registry/" + approval, new byte[1]);
        directory.delete("registry/" + VERSION);

        assertThat(problems()).hasSize(5);
    }

    @Test
    void aVersionOfAnotherRegistryHasNoBytesHere() {
        ModelVersion foreign = new TestRegistry(new MemoryDirectory()).register("debit", "other");
        assertThat(test.registry.verify(foreign))
                .singleElement()
                .asString()
                .startsWith("file 'model.bin' of debit:1 is gone");
    }
}
