package org.mlops4j.testing.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.data.Fingerprints;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.Registration;
import org.mlops4j.testing.junit.MlopsTest;

@MlopsTest
class ModelVersionAssertTest {

    private static final Actor ADA = Actor.human("ada");

    @TempDir
    private Path folder;

    @Test
    void aKnownVersionPassesAll(Mlops mlops) throws IOException {
        ModelVersion version = register(mlops, "weights", provenance());
        mlops.registry().moveAlias("credit", "champion", 1, ADA, "go");
        assertThat(version)
                .hasFile("model.bin")
                .hasParameter("depth", "3")
                .hasProvenance()
                .hasAlias("champion", mlops.registry())
                .isIntactIn(mlops.registry());
    }

    @Test
    void namesTheFilesThereAre(Mlops mlops) throws IOException {
        ModelVersion version = register(mlops, "weights", provenance());
        assertThat(Failure.of(() -> assertThat(version).as("release").hasFile("model.onnx")))
                .isEqualTo("[release] credit:1 must have a file 'model.onnx' but has [model.bin]");
    }

    @Test
    void namesTheParametersThereAre(Mlops mlops) throws IOException {
        ModelVersion version = register(mlops, "weights", provenance());
        assertThat(Failure.of(() -> assertThat(version).hasParameter("depth", "4")))
                .isEqualTo("credit:1 must have the parameter depth=4 but has {depth=3}");
        assertThat(Failure.of(() -> assertThat(version).hasParameter("trees", "3")))
                .isEqualTo("credit:1 must have the parameter trees=3 but has {depth=3}");
    }

    @Test
    void namesWhatIsNotKnownOfItsOrigin(Mlops mlops) throws IOException {
        ModelVersion version = register(mlops, "weights", Provenance.unknown());
        assertThat(Failure.of(() -> assertThat(version).hasProvenance()))
                .isEqualTo("credit:1 must name its training data and the revision of its code but names no data and no"
                        + " revision; register it with a provenance(...) of both");
        ModelVersion half = register(
                mlops, "others", Provenance.builder().codeRevision("abc").build());
        assertThat(Failure.of(() -> assertThat(half).hasProvenance())).contains("names no data and abc");
    }

    @Test
    void saysWhereTheAliasPoints(Mlops mlops) throws IOException {
        ModelVersion first = register(mlops, "weights", provenance());
        ModelVersion second = register(mlops, "better weights", provenance());
        assertThat(Failure.of(() -> assertThat(first).hasAlias("champion", mlops.registry())))
                .isEqualTo("credit@champion must point at " + first + " but points at nothing");
        mlops.registry().moveAlias("credit", "champion", 2, ADA, "go");
        assertThat(Failure.of(() -> assertThat(first).hasAlias("champion", mlops.registry())))
                .isEqualTo("credit@champion must point at " + first + " but points at " + second);
    }

    @Test
    void aVersionOfAnotherHomeIsNotTheOneOfThisNumber(Mlops mlops) throws IOException {
        ModelVersion here = register(mlops, "weights", provenance());
        mlops.registry().moveAlias("credit", "champion", 1, ADA, "go");
        try (Mlops other = Mlops.inMemory()) {
            ModelVersion there = register(other, "other weights", provenance());
            assertThat(Failure.of(() -> assertThat(there).hasAlias("champion", mlops.registry())))
                    .isEqualTo("credit@champion must point at " + there + " but points at " + here);
        }
    }

    @Test
    void namesTheFileThatIsNotWhatWasRegistered() throws IOException {
        Path home = folder.resolve("home");
        try (Mlops mlops = Mlops.at(home)) {
            ModelVersion version = register(mlops, "weights", provenance());
            assertThat(version).isIntactIn(mlops.registry());
            String hex = version.manifest().files().get(0).digest().hex();
            Path blob;
            try (Stream<Path> files = Files.walk(home)) {
                blob = files.filter(file -> file.endsWith(hex)).findFirst().orElseThrow();
            }
            Files.delete(blob);
            Files.writeString(blob, "weightz");
            assertThat(Failure.of(() -> assertThat(version).isIntactIn(mlops.registry())))
                    .startsWith("credit:1 must be what was registered but ")
                    .contains("model.bin");
        }
    }

    @Test
    void nothingIsNoVersion(Mlops mlops) {
        ModelVersion none = null;
        assertThat(Failure.of(() -> assertThat(none).hasFile("a"))).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasParameter("a", "b"))).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasProvenance())).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasAlias("a", mlops.registry())))
                .contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).isIntactIn(mlops.registry())))
                .contains("not to be null");
    }

    private ModelVersion register(Mlops mlops, String weights, Provenance provenance) throws IOException {
        Path file = Files.writeString(folder.resolve("model.bin"), weights);
        return mlops.registry()
                .register(
                        Registration.of("credit")
                                .file("model.bin", file)
                                .parameter("depth", "3")
                                .provenance(provenance)
                                .build(),
                        ADA,
                        "trained");
    }

    private static Provenance provenance() {
        TableBuilder data = new TableBuilder(Schema.of(Field.of("age", DataType.FLOAT64)));
        data.startRow().float64(0, 44);
        return Provenance.builder()
                .trainingData(Fingerprints.of(data.build()))
                .codeRevision("abc")
                .build();
    }
}
