package org.mlops4j.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;

class RegistryValuesTest {

    private static final Digest DIGEST = Digest.of(new byte[0]);
    private static final Digest OTHER = Digest.of(new byte[] {1});
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");
    private static final Actor ADA = Actor.human("ada");

    @Test
    void aVersionIsKnownByModelNumberAndDigest() {
        assertThat(version("credit", 3, DIGEST))
                .isEqualTo(new ModelVersion(3, DIGEST, manifest("credit"), AT.plusSeconds(9), Actor.ci("x"), "other"))
                .hasSameHashCodeAs(version("credit", 3, DIGEST));
        assertThat(List.of(version("fraud", 3, DIGEST), version("credit", 2, DIGEST), version("credit", 3, OTHER)))
                .doesNotContain(version("credit", 3, DIGEST));
    }

    @Test
    void aVersionNamesItself() {
        ModelVersion version = version("credit", 3, DIGEST);

        assertThat(version.id()).isEqualTo("credit:3");
        assertThat(version).hasToString("credit:3 (e3b0c44298fc)");
        assertThat(version.ref()).isEqualTo(Ref.of("model-version", "credit:3", DIGEST));
    }

    @Test
    void numbersBeginAtOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> version("credit", 0, DIGEST))
                .withMessage("version number must be >= 1 but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Alias("credit", "champion", 1, DIGEST, 0))
                .withMessage("version and revision must be >= 1 but were 1 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AliasMove("credit", "champion", OptionalInt.of(0), 1, 1, AT, ADA, "why"))
                .withMessage("versions and revision must be >= 1 but were OptionalInt[0], 1 and 1");
    }

    @Test
    void eventsNameWhenWhoAndWhat() {
        AliasMoved moved =
                new AliasMoved(new AliasMove("credit", "champion", OptionalInt.empty(), 1, 1, AT, ADA, "why"));
        VersionRegistered registered = new VersionRegistered(AT, ADA, version("credit", 3, DIGEST));

        assertThat(moved.time()).isEqualTo(AT);
        assertThat(moved.actor()).isEqualTo(ADA);
        assertThat(moved.subject()).isEqualTo(Ref.of("alias", "credit@champion"));
        assertThat(registered.subject()).isEqualTo(Ref.of("model-version", "credit:3", DIGEST));
    }

    @Test
    void anAliasNamesItself() {
        assertThat(new Alias("credit", "champion", 1, DIGEST, 7).id()).isEqualTo("credit@champion");
    }

    @Test
    void aManifestSortsItsFilesAndParameters() {
        ModelManifest manifest = ModelManifest.builder("credit")
                .files(List.of(new ModelFile("z", DIGEST, 1), new ModelFile("a", OTHER, 2)))
                .parameters(Map.of("rounds", "1", "depth", "2"))
                .build();

        assertThat(manifest.files()).extracting(ModelFile::name).containsExactly("a", "z");
        assertThat(manifest.parameters().keySet()).containsExactly("depth", "rounds");
    }

    @Test
    void aManifestCopiesWhatItIsGiven() {
        List<String> classes = new ArrayList<>(List.of("a", "b"));
        Map<String, String> parameters = new HashMap<>(Map.of("p", "1"));
        ModelManifest manifest = ModelManifest.builder("credit")
                .task(null, classes)
                .parameters(parameters)
                .build();
        classes.clear();
        parameters.clear();

        assertThat(manifest.classes()).containsExactly("a", "b");
        assertThat(manifest.parameters()).containsOnlyKeys("p");
        assertThatThrownBy(() -> manifest.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aFileHasNoNegativeSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelFile("a", DIGEST, -1))
                .withMessage("sizeBytes must be >= 0 but was -1");
    }

    @Test
    void aProvenanceMayBeUnknown() {
        assertThat(Provenance.unknown().trainingData()).isEmpty();
        assertThat(Provenance.unknown().codeRevision()).isEmpty();
        assertThat(Provenance.unknown().parents()).isEmpty();
    }

    @Test
    void aProvenanceCopiesItsParents() {
        List<Digest> parents = new ArrayList<>(List.of(DIGEST));
        Provenance provenance =
                Provenance.builder().parents(parents).codeRevision("4f2a").build();
        parents.clear();

        assertThat(provenance.parents()).containsExactly(DIGEST);
        assertThat(provenance.codeRevision()).contains("4f2a");
    }

    @Test
    void aBlankRevisionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provenance.builder().codeRevision(""))
                .withMessage("code revision must not be blank; leave it out if it is unknown");
    }

    @Test
    void aDocumentCopiesItsBytesInAndOut() {
        byte[] bytes = {1, 2};
        RegistryStore.Document document = new RegistryStore.Document(bytes, "e");
        bytes[0] = 9;
        document.bytes()[1] = 9;

        assertThat(document.bytes()).containsExactly(1, 2);
    }

    private static ModelVersion version(String model, int number, Digest digest) {
        return new ModelVersion(number, digest, manifest(model), AT, ADA, "first");
    }

    private static ModelManifest manifest(String model) {
        return ModelManifest.builder(model).build();
    }
}
