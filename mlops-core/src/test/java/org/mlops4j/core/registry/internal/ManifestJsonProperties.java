package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.data.DataFingerprint;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.CostMatrix;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.ModelFile;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;

class ManifestJsonProperties {

    private static final Arbitrary<String> TEXTS = Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars("\u0000\n\u20ac\u00e4\ufeff")
            .ofMaxLength(12);
    private static final Arbitrary<Digest> DIGESTS =
            Arbitraries.integers().map(i -> Digest.of(String.valueOf(i).getBytes(UTF_8)));

    @Provide
    Arbitrary<ModelManifest> manifests() {
        Arbitrary<List<ModelFile>> files = Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(6),
                        DIGESTS,
                        Arbitraries.longs().between(0, 1L << 53))
                .as(ModelFile::new)
                .list()
                .ofMaxSize(4);
        Arbitrary<Map<String, String>> parameters =
                Arbitraries.maps(TEXTS, TEXTS).ofMaxSize(4);
        return Combinators.combine(
                        files,
                        parameters,
                        cutoffs().injectNull(0.3),
                        Arbitraries.of(Scores.Task.class).injectNull(0.3),
                        TEXTS.list().uniqueElements().ofMaxSize(3),
                        DIGESTS.injectNull(0.3),
                        provenances(),
                        TEXTS.injectNull(0.3))
                .as((some, all, cutoffs, task, classes, profile, provenance, mapping) -> ModelManifest.builder("credit")
                        .files(some)
                        .parameters(all)
                        .cutoffs(cutoffs)
                        .task(task, classes)
                        .profile(profile)
                        .provenance(provenance)
                        .featureMapping(mapping)
                        .build());
    }

    private static Arbitrary<Cutoffs> cutoffs() {
        Arbitrary<Double> numbers = Arbitraries.doubles();
        return Combinators.combine(numbers, numbers, numbers, numbers, numbers, Arbitraries.of(true, false))
                .as((threshold, a, b, c, d, costs) ->
                        costs ? Cutoffs.at(threshold).with(new CostMatrix(a, b, c, d)) : Cutoffs.at(threshold));
    }

    private static Arbitrary<Provenance> provenances() {
        Arbitrary<DataFingerprint> data = Combinators.combine(
                        Arbitraries.longs().between(0, 1L << 53),
                        DIGESTS,
                        DIGESTS,
                        DIGESTS,
                        Arbitraries.maps(TEXTS, DIGESTS).ofMaxSize(3))
                .as(DataFingerprint::new);
        return Combinators.combine(
                        data.injectNull(0.3),
                        TEXTS.injectNull(0.3),
                        DIGESTS.list().ofMaxSize(2))
                .as((fingerprint, revision, parents) -> {
                    Provenance.Builder provenance = Provenance.builder().parents(parents);
                    if (fingerprint != null) {
                        provenance.trainingData(fingerprint);
                    }
                    if (revision != null && !revision.isBlank()) {
                        provenance.codeRevision(revision);
                    }
                    return provenance.build();
                });
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aVersionReadsBackWithTheSameDigest(@ForAll("manifests") ModelManifest manifest) {
        ModelVersion version = new ModelVersion(
                7, ManifestJson.digest(manifest), manifest, TestRegistry.NOW, Actor.ci("nightly"), "trained");

        ModelVersion read = ManifestJson.readVersion("version", Documents.write(ManifestJson.write(version)));

        assertThat(read).isEqualTo(version);
        assertThat(Json.canonical(ManifestJson.write(read))).isEqualTo(Json.canonical(ManifestJson.write(version)));
        assertThat(ManifestJson.digest(read.manifest())).isEqualTo(version.digest());
        assertThat(read.manifest().cutoffs())
                .isEqualTo(manifest.cutoffs().map(ManifestJsonProperties::withoutNegativeZero));
    }

    /** RFC 8785 writes minus zero as zero. */
    private static Cutoffs withoutNegativeZero(Cutoffs cutoffs) {
        Cutoffs plain = Cutoffs.at(cutoffs.threshold() + 0.0);
        return cutoffs.costs()
                .map(costs -> plain.with(new CostMatrix(
                        costs.truePositive() + 0.0,
                        costs.falsePositive() + 0.0,
                        costs.falseNegative() + 0.0,
                        costs.trueNegative() + 0.0)))
                .orElse(plain);
    }

    /** The order in which files and parameters were given is nobody's identity. */
    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void theDigestDoesNotDependOnTheOrderOfWhatHasNone(
            @ForAll("manifests") ModelManifest manifest, @ForAll Random random) {
        List<ModelFile> files = new ArrayList<>();
        for (ModelFile file : manifest.files()) {
            files.add(new ModelFile("f" + files.size(), file.digest(), file.sizeBytes()));
        }
        List<ModelFile> shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, random);
        List<String> names = new ArrayList<>(manifest.parameters().keySet());
        Collections.shuffle(names, random);
        Map<String, String> parameters = new LinkedHashMap<>();
        names.forEach(name -> parameters.put(name, manifest.parameters().get(name)));

        ModelManifest one = ModelManifest.builder("credit")
                .files(files)
                .parameters(manifest.parameters())
                .build();
        ModelManifest other = ModelManifest.builder("credit")
                .files(shuffled)
                .parameters(parameters)
                .build();

        assertThat(ManifestJson.digest(other)).isEqualTo(ManifestJson.digest(one));
    }
}
