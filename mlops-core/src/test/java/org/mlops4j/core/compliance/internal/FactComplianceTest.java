package org.mlops4j.core.compliance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlops4j.Mlops;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.compliance.Control;
import org.mlops4j.compliance.ControlResult;
import org.mlops4j.compliance.ControlStatus;
import org.mlops4j.compliance.PolicyPack;
import org.mlops4j.core.compliance.FactChecks.Fact;
import org.mlops4j.core.compliance.Packs;
import org.mlops4j.core.data.Fingerprints;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.core.report.Reports;
import org.mlops4j.data.Features;
import org.mlops4j.data.SchemaField;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Model;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.Registration;
import org.mlops4j.report.Report;
import org.mlops4j.serving.ServedModel;

class FactComplianceTest {

    private static final Actor ADA = Actor.human("ada");
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Features<Person> FEATURES = Features.of(Person.class);
    private static final List<Person> PEOPLE = List.of(new Person(10, 30), new Person(20, 40), new Person(30, 50));
    private static final Set<Fact> NONE = EnumSet.noneOf(Fact.class);

    record Person(
            double income,
            @SchemaField(sensitivity = Sensitivity.PERSONAL) int age) {}

    /** Every look at the clock is a millisecond after the one before. */
    private final AtomicLong millis = new AtomicLong();

    private final Clock clock =
            ((InstantSource) () -> START.plusMillis(millis.getAndIncrement())).withZone(ZoneOffset.UTC);

    private Mlops mlops = Mlops.builder().clock(clock).open();
    private int versions;

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void aVersionWithAllFactsPassesEveryControl() {
        ComplianceReport report = evaluate(versionWithout(NONE));
        assertThat(report.results())
                .hasSize(9)
                .allSatisfy(result -> assertThat(result.status())
                        .as(result.result().explain())
                        .isEqualTo(ControlStatus.PASS));
        assertThat(report.summary())
                .isEqualTo("9 controls of pack foundation (2026-11-23) evaluated for m:1: 9 pass, 0 fail, 0 unknown");
        assertThat(report.explain()).isEqualTo(report.summary());
    }

    /** What was registered or logged cannot be taken back: the restored fact is that of a version made properly. */
    @ParameterizedTest
    @EnumSource(value = Fact.class, mode = EnumSource.Mode.EXCLUDE, names = "HISTORY_INTACT")
    void eachControlSeesItsOneFactMissingAndRestored(Fact fact) {
        ModelVersion lacking = versionWithout(EnumSet.of(fact));
        assertThat(ids(evaluate(lacking), ControlStatus.FAIL))
                .as("controls that see it")
                .containsExactly(fact.id());
        ControlResult seen = evaluate(lacking).control(fact.id()).orElseThrow();
        assertThat(seen.result().decision().explanation()).startsWith(nameOf(fact));
        assertThat(evaluate(lacking).explain())
                .contains("FAIL " + fact.id() + " (")
                .contains(nameOf(fact));
        assertThat(notPassed(evaluate(restore(lacking, fact)))).isEmpty();
    }

    private static String nameOf(Fact fact) {
        return switch (fact) {
            case SIGNATURE_PRESENT -> "missing: feature mapping, task";
            case TRAINING_DATA_FINGERPRINTED -> "missing: fingerprint of the training data";
            case CODE_REVISION_RECORDED -> "missing: revision of the training code";
            case REFERENCE_PROFILE_RECORDED -> "missing: reference profile";
            case EVALUATED_BEFORE_PROMOTION -> "promotions without evaluation: promotion at 2026-11-23T08:00:00.";
            case PREDICTIONS_LOGGED -> "missing: calls in the log";
            case PERSONAL_FIELDS_REDACTED -> "fields in clear: age";
            case HUMAN_APPROVAL_ATTESTED -> "missing: approval by a person";
            case HISTORY_INTACT -> throw new IllegalArgumentException("has a test of its own");
        };
    }

    private ModelVersion restore(ModelVersion lacking, Fact fact) {
        if (fact == Fact.PREDICTIONS_LOGGED) {
            serve(lacking, false);
            return lacking;
        }
        if (fact == Fact.HUMAN_APPROVAL_ATTESTED) {
            mlops.registry().approve(lacking, ADA, "I have read the evaluation and approve");
            return lacking;
        }
        return versionWithout(NONE);
    }

    @Test
    void aChangedHistoryIsSeenAndRestored(@TempDir Path directory) throws IOException {
        mlops.close();
        mlops = Mlops.builder().home(directory.resolve("home")).clock(clock).open();
        ModelVersion version = versionWithout(NONE);
        mlops.audit().checkpoint();
        Path file = largestFile(directory.resolve("home/audit"));
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
        ControlResult seen = evaluate(version).control("history-intact").orElseThrow();
        assertThat(seen.status()).isEqualTo(ControlStatus.FAIL);
        assertThat(seen.result().decision().explanation())
                .startsWith("problems: ")
                .contains(file.getFileName().toString());
        Files.write(file, whole);
        assertThat(notPassed(evaluate(version))).isEmpty();
    }

    @Test
    void whatWasNeverUsedIsUnknownAndNoPass() {
        ModelVersion version = mlops.registry().register(Registration.of("m").build(), ADA, "bare");
        ComplianceReport report = evaluate(version);
        assertThat(ids(report, ControlStatus.UNKNOWN))
                .containsExactly("evaluated-before-promotion", "predictions-logged", "personal-fields-redacted");
        assertThat(ids(report, ControlStatus.PASS)).containsExactly("history-intact");
        assertThat(report.explain()).contains("UNKNOWN predictions-logged (AI Act Art. 12, 19): ");
    }

    @Test
    void neverGivesCompliantAsAVerdict() {
        for (ModelVersion version : List.of(versionWithout(NONE), versionWithout(EnumSet.allOf(Fact.class)))) {
            ComplianceReport compliance = evaluate(version);
            Report report = new Report("Report", List.of(Reports.of(compliance)));
            String all = compliance.explain()
                    + compliance
                    + Reports.text(report)
                    + Reports.markdown(report)
                    + Reports.json(report);
            assertThat(all.toLowerCase(Locale.ROOT)).doesNotContain("compliant");
        }
    }

    @Test
    void recordsEachReportInTheAuditLog() {
        ModelVersion version = versionWithout(EnumSet.of(Fact.HUMAN_APPROVAL_ATTESTED));
        evaluate(version);
        List<RecordedEntry> entries = mlops.audit()
                .entries()
                .filter(entry -> entry.entry().action().equals("compliance.evaluate"))
                .toList();
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).entry().subject()).isEqualTo(version.ref());
        assertThat(entries.get(0).entry().details())
                .containsEntry("pack", "foundation 2026-11-23")
                .containsEntry("pass", "8")
                .containsEntry("fail", "1")
                .containsEntry("unknown", "0");
    }

    @Test
    void refusesAVersionOfAnotherRegistry() {
        versionWithout(NONE);
        try (Mlops other = Mlops.inMemory()) {
            ModelVersion foreign =
                    other.registry().register(Registration.of("m").build(), ADA, "test");
            assertThatThrownBy(() -> evaluate(foreign))
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("is not of this registry");
        }
    }

    @Test
    void refusesAControlWhoseCheckIsNotKnownHere() {
        ModelVersion version = versionWithout(NONE);
        Control control = new Control("c", "A control", "house rule", CheckSpec.of("fakt"));
        PolicyPack pack = new PolicyPack("mine", LocalDate.of(2026, 1, 1), List.of(control));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mlops.compliance().evaluate(version, pack))
                .withMessageStartingWith("unknown kind of check 'fakt'; known are [");
    }

    @Test
    void isOfNoUseOnceTheLibraryIsClosed() {
        ModelVersion version = versionWithout(NONE);
        mlops.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> evaluate(version))
                .withMessage("the library is closed; open the home again");
    }

    private ComplianceReport evaluate(ModelVersion version) {
        mlops.predictions().flush(Duration.ofSeconds(10));
        return mlops.compliance().evaluate(version, Packs.foundation());
    }

    /** A version that was evaluated, approved, promoted and used, but for what is to be missing. */
    private ModelVersion versionWithout(Set<Fact> missing) {
        ModelVersion version = mlops.registry().register(registration(missing), ADA, "test");
        if (missing.contains(Fact.EVALUATED_BEFORE_PROMOTION)) {
            mlops.registry().moveAlias("m", "champion", version.number(), ADA, "in a hurry");
            recordEvaluation(version);
        } else {
            recordEvaluation(version);
            mlops.registry().moveAlias("m", "champion", version.number(), ADA, "evaluated");
        }
        if (!missing.contains(Fact.HUMAN_APPROVAL_ATTESTED)) {
            mlops.registry().approve(version, ADA, "I have read the evaluation and approve");
        }
        if (!missing.contains(Fact.PREDICTIONS_LOGGED)) {
            serve(version, missing.contains(Fact.PERSONAL_FIELDS_REDACTED));
        }
        return version;
    }

    private Registration registration(Set<Fact> missing) {
        Table train = Table.of(PEOPLE, FEATURES);
        Registration.Builder builder = Registration.of("m").parameter("number", String.valueOf(++versions));
        if (missing.contains(Fact.SIGNATURE_PRESENT)) {
            builder.schema(FEATURES.schema());
        } else {
            builder.features(FEATURES).scores(Scores.binary("good", "bad", (Double p) -> p));
        }
        if (!missing.contains(Fact.REFERENCE_PROFILE_RECORDED)) {
            builder.profile(Profiles.reference(train));
        }
        Provenance.Builder provenance = Provenance.builder();
        if (!missing.contains(Fact.TRAINING_DATA_FINGERPRINTED)) {
            provenance.trainingData(Fingerprints.of(train));
        }
        if (!missing.contains(Fact.CODE_REVISION_RECORDED)) {
            provenance.codeRevision("4f0c2d1");
        }
        return builder.provenance(provenance.build()).build();
    }

    private void recordEvaluation(ModelVersion version) {
        Evaluation evaluation = Evaluation.binary(new boolean[] {true, false}, new double[] {0.9, 0.1})
                .withIds("1", "2");
        mlops.registry()
                .recordEvaluation(
                        version, evaluation.report("holdout", Metrics.rocAuc()), evaluation.rows(), ADA, "test");
    }

    private void serve(ModelVersion version, boolean inClear) {
        var builder = mlops.serving()
                .serve(version.id(), files -> Model.<Person, Double>of(person -> 0.5))
                .features(FEATURES);
        if (inClear) {
            builder.redaction(RedactionRules.of(FEATURES.schema()).with("age", RedactionAction.keep()));
        }
        try (ServedModel<Person, Double> served = builder.open()) {
            PEOPLE.forEach(served::predict);
        }
    }

    private static List<String> notPassed(ComplianceReport report) {
        return report.results().stream()
                .filter(result -> result.status() != ControlStatus.PASS)
                .map(result -> result.control().id())
                .toList();
    }

    private static List<String> ids(ComplianceReport report, ControlStatus status) {
        return report.with(status).stream().map(result -> result.control().id()).toList();
    }

    private static Path largestFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
