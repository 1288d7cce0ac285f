package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.data.Fingerprints;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.CostMatrix;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.UnauthorizedException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.Registration;
import org.mlops4j.registry.VersionRegistered;

class VersionsTest {

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TestRegistry test = new TestRegistry(directory);

    @Test
    void numbersVersionsFromOneInEachModel() {
        assertThat(test.register("credit", "a").number()).isEqualTo(1);
        assertThat(test.register("credit", "b").number()).isEqualTo(2);
        assertThat(test.register("fraud", "a").number()).isEqualTo(1);
        assertThat(test.register("credit", "c").number()).isEqualTo(3);
        assertThat(test.registry.models()).containsExactly("credit", "fraud");
        assertThat(test.registry.versions("credit"))
                .extracting(ModelVersion::number)
                .containsExactly(1, 2, 3);
    }

    @Test
    void contentThatIsRegisteredAlreadyKeepsItsVersion() {
        ModelVersion first = test.register("credit", "a");
        test.register("credit", "b");

        ModelVersion again = test.registry.register(
                TestRegistry.registration("credit", "a").build(), Actor.ci("nightly"), "once more");

        assertThat(again).isEqualTo(first);
        assertThat(again.registeredBy()).isEqualTo(TestRegistry.ADA);
        assertThat(test.registry.versions("credit")).hasSize(2);
        assertThat(test.events).hasSize(2);
        assertThat(test.actions()).containsExactly("version.register", "version.register");
    }

    @Test
    void aVersionReadsBackInAnotherProcessAsItWasRegistered() {
        Registration registration = full();
        ModelVersion written = test.registry.register(registration, TestRegistry.ADA, "the first\nof many");

        ModelVersion read = new TestRegistry(directory).registry.resolve("credit:1");

        assertThat(read)
                .isEqualTo(written)
                .returns(TestRegistry.NOW, ModelVersion::registeredAt)
                .returns(TestRegistry.ADA, ModelVersion::registeredBy)
                .returns("the first\nof many", ModelVersion::reason);
        assertThat(ManifestJson.write(read.manifest())).isEqualTo(ManifestJson.write(written.manifest()));
        assertThat(read.manifest().schema()).isEqualTo(registration.schema());
        assertThat(read.manifest().cutoffs()).isEqualTo(registration.cutoffs());
        assertThat(read.manifest().classes()).containsExactly("good", "bad");
        assertThat(read.manifest().parameters()).containsExactly(Map.entry("l2", "0.1"), Map.entry("seed", "7"));
        assertThat(read.manifest().provenance().trainingData())
                .isEqualTo(registration.provenance().trainingData());
        assertThat(test.registry.profile(read).orElseThrow().rows()).isEqualTo(2);
    }

    private static Registration full() {
        return TestRegistry.registration("credit", "weights")
                .schema(Schema.of(Field.of("x", DataType.FLOAT64)))
                .scores(Scores.binary("good", "bad", (Double score) -> score))
                .cutoffs(Cutoffs.at(0.25).with(CostMatrix.ofMistakes(1, 5)))
                .parameter("seed", "7")
                .parameter("l2", "0.1")
                .profile(Profiles.reference(TestRegistry.rows()))
                .provenance(Provenance.builder()
                        .trainingData(Fingerprints.of(TestRegistry.rows()))
                        .codeRevision("4f2c1e")
                        .parents(List.of(Digest.of(new byte[0])))
                        .build())
                .build();
    }

    /** Written by hand after RFC 8785; its hash by sha256sum of GNU coreutils. */
    @Test
    void theDigestIsTheSha256OfTheCanonicalManifest() {
        ModelVersion version = test.registry.register(
                Registration.of("credit")
                        .file("b/weights", TestRegistry.file("abc"))
                        .file("A", TestRegistry.file(""))
                        .cutoffs(Cutoffs.at(0.50))
                        .parameter("text", "\u20ac\"\n")
                        .build(),
                TestRegistry.ADA,
                "trained");

        String canonical = "{\"cutoffs\":{\"threshold\":0.5},\"files\":["
                + "{\"digest\":\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
                + "\"name\":\"A\",\"size\":0},"
                + "{\"digest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\","
                + "\"name\":\"b/weights\",\"size\":3}],"
                + "\"format\":1,\"model\":\"credit\",\"parameters\":{\"text\":\"\u20ac\\\"\\n\"}}";
        assertThat(version.digest()).isEqualTo(Digest.of(canonical.getBytes(UTF_8)));
        assertThat(version.digest().hex())
                .isEqualTo("3b504b5bb02bce6c95d53ab9e173cd7dd2055071d46baff343ee06e8b0cb9a15");
    }

    @Test
    void eightThreadsGetEightNumbers() throws Exception {
        List<Integer> numbers = TestRegistry.together(8, thread -> {
            ModelVersion version = null;
            for (int i = 0; i < 3; i++) {
                version = test.register("credit", "content " + thread + "/" + i);
            }
            return version.number();
        });

        assertThat(new HashSet<>(numbers)).hasSize(8);
        assertThat(test.registry.versions("credit"))
                .extracting(ModelVersion::number)
                .isEqualTo(IntStream.rangeClosed(1, 24).boxed().toList());
        assertThat(test.entries().stream().map(entry -> entry.subject().id()))
                .isEqualTo(IntStream.rangeClosed(1, 24)
                        .mapToObj(n -> "credit:" + n)
                        .toList());
        assertThat(test.audit.verify().problems()).isEmpty();
    }

    /** The clock stands still, so nothing but the lost race can tell one from another. */
    @Test
    void theSameContentFromEightThreadsIsOneVersionAndOneEntry() throws Exception {
        for (int round = 0; round < 20; round++) {
            String model = "credit" + round;
            List<ModelVersion> versions = TestRegistry.together(8, thread -> test.register(model, "same"));

            assertThat(versions).allMatch(version -> version.number() == 1);
        }
        assertThat(test.actions()).hasSize(20);
        assertThat(test.events).hasSize(20);
    }

    @Test
    void twoProcessesOnOneDirectoryGoOnWithEachOthersNumbers() {
        TestRegistry other = new TestRegistry(directory);

        test.register("credit", "a");
        assertThat(other.register("credit", "b").number()).isEqualTo(2);
        assertThat(test.register("credit", "c").number()).isEqualTo(3);
        assertThat(other.register("credit", "a").number()).isEqualTo(1);
        assertThat(other.registry.versions("credit")).isEqualTo(test.registry.versions("credit"));
    }

    @Test
    void registeringTellsListenersAndTheAuditLog() {
        ModelVersion version = test.register("credit", "a");

        assertThat(test.events).containsExactly(new VersionRegistered(TestRegistry.NOW, TestRegistry.ADA, version));
        AuditEntry entry = test.entries().get(0);
        assertThat(entry.subject()).isEqualTo(version.ref());
        assertThat(entry.actor()).isEqualTo(TestRegistry.ADA);
        assertThat(entry.reason()).isEqualTo("trained");
        assertThat(entry.time()).isEqualTo(version.registeredAt());
    }

    @Test
    void aClockThatGoesBackwardsDoesNotReorderVersions() {
        Instant later = TestRegistry.NOW;
        Instant earlier = later.minus(Duration.ofDays(400));
        test.register("credit", "a");
        TestRegistry past =
                new TestRegistry(directory, Clock.fixed(earlier, ZoneOffset.UTC), Authorizer.allowAll(), List.of());

        past.register("credit", "b");

        assertThat(past.registry.versions("credit"))
                .extracting(ModelVersion::registeredAt)
                .containsExactly(later, earlier);
        assertThat(past.audit.verify().problems()).isEmpty();
    }

    @Test
    void laterChangesOfTheSourceDoNotReachTheVersion() throws IOException {
        Path source = TestRegistry.file("before");
        ModelVersion version = test.registry.register(
                Registration.of("credit").file("m", source).build(), TestRegistry.ADA, "trained");

        Files.writeString(source, "after");

        try (var in = test.registry.open(version, "m")) {
            assertThat(in.readAllBytes()).isEqualTo("before".getBytes(UTF_8));
        }
    }

    @Test
    void serializedJavaObjectsAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(List.of("a"));
        }
        Registration registration = Registration.of("credit")
                .file("model.ser", TestRegistry.file(bytes.toByteArray()))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.register(registration, TestRegistry.ADA, "trained"))
                .withMessage("file 'model.ser' holds serialized Java objects, which can run code when read; "
                        + "store the model in another format, for example ONNX");
        assertThat(test.files("blobs")).isEmpty();
        assertThat(test.registry.models()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AC", "AC00", "EDAC", "00ACED"})
    void filesThatOnlyResembleSerializedObjectsAreKept(String hex) throws IOException {
        byte[] content = HexFormat.of().parseHex(hex);
        ModelVersion version = test.registry.register(
                Registration.of("credit").file("m", TestRegistry.file(content)).build(), TestRegistry.ADA, "trained");

        try (var in = test.registry.open(version, "m")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void onlyRegularFilesAreCopiedIn(@TempDir Path folder) throws IOException {
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), Files.writeString(folder.resolve("secret"), "secret"));
        refused(link, "file 'm' must be a regular file but " + link + " is a directory or a link");
        refused(folder, "file 'm' must be a regular file but " + folder + " is a directory or a link");
        Path missing = folder.resolve("missing");
        refused(missing, "file 'm' must be a regular file but " + missing + " does not exist");
    }

    private void refused(Path source, String message) {
        Registration registration = Registration.of("credit").file("m", source).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.register(registration, TestRegistry.ADA, "trained"))
                .withMessage(message);
    }

    @Test
    void aRefusedActorAndABlankReasonLeaveNothing() throws IOException {
        Authorizer nobody = (actor, action, subject) -> {
            throw new UnauthorizedException(actor + " may not " + action + " " + subject.id());
        };
        TestRegistry strict = new TestRegistry(directory, Clock.systemUTC(), nobody, List.of());
        Registration registration = TestRegistry.registration("credit", "a").build();

        assertThatThrownBy(() -> strict.registry.register(registration, TestRegistry.ADA, "trained"))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("human:ada may not version.register credit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.register(registration, TestRegistry.ADA, " "))
                .withMessage("reason for 'version.register' must say why but was blank");
        assertThat(test.files("blobs")).isEmpty();
        assertThat(test.files("registry")).isEmpty();
        assertThat(test.actions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "aux.v2", "Credit", "a.b-c_d", "trailing.", "0", "AAAAA"})
    void everyModelNameIsKeptAsItIs(String name) {
        test.register(name, "a");
        assertThat(new TestRegistry(directory).registry.models()).containsExactly(name);
        assertThat(test.registry.resolve(name + ":1").model()).isEqualTo(name);
    }

    @Test
    void namesThatDifferInCaseAreTwoModels() {
        test.register("Credit", "a");
        test.register("credit", "b");
        test.register("credit", "c");

        assertThat(test.registry.models()).containsExactly("Credit", "credit");
        assertThat(test.registry.versions("Credit")).hasSize(1);
        assertThat(test.registry.versions("credit")).hasSize(2);
    }

    @Test
    void theLongestNamesFit() {
        String longest = "A".repeat(80);
        test.register(longest, "a");
        test.registry.moveAlias(longest, "a".repeat(64), 1, TestRegistry.ADA, "first");
        ModelVersion version = test.registry.resolve(longest + "@" + "a".repeat(64));
        test.registry.approve(version, TestRegistry.ADA, "fine");

        assertThat(test.registry.approvals(version)).hasSize(1);
        assertThat(test.store.list(""))
                .allSatisfy(key -> assertThat(key).hasSizeLessThanOrEqualTo(400))
                .allSatisfy(key -> assertThat(key.split("/"))
                        .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(240)));
    }

    /** Digits of Egypt in a key would make a path that no store takes. */
    @Test
    void keysDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            test.register("credit", "a");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(test.store.list("models/credit/")).containsExactly("models/credit/versions/00000001.json");
    }

    @Test
    void filesThatAreNoVersionsAreLeftAlone() throws IOException {
        test.register("credit", "a");
        List<String> foreign = new ArrayList<>();
        for (String name : List.of("00000001.json-backup", "README", "2.json")) {
            directory.create("registry/models/credit/versions/" + name, new byte[] {1});
            foreign.add(name);
        }

        assertThat(new TestRegistry(directory).register("credit", "b").number()).isEqualTo(2);
        assertThat(directory.list("registry/models/credit/versions")).containsAll(foreign);
    }
}
