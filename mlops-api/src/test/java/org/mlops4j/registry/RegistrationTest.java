package org.mlops4j.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Features;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;

class RegistrationTest {

    private static final Path SOURCE = Path.of("model.onnx");
    private static final Schema SCHEMA = Schema.of(Field.of("x", DataType.FLOAT64));

    @ParameterizedTest
    @ValueSource(strings = {"credit", "c", "0", "credit-score_v2.1", "A"})
    void modelNamesAreLettersDigitsAndAFewSigns(String name) {
        assertThat(Registration.of(name).build().model()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", ".a", "a b", "a/b", "a:1", "a@champion", "ä", "a\n", ".."})
    void otherModelNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registration.of(name))
                .withMessage("model name must be 1 to 80 letters, digits, '.', '-' or '_', beginning with a letter or "
                        + "digit, but was '" + name + "'");
    }

    @Test
    void modelNamesHaveAtMost80Characters() {
        assertThat(Registration.of("a".repeat(80)).build().model()).hasSize(80);
        assertThatIllegalArgumentException().isThrownBy(() -> Registration.of("a".repeat(81)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "a/b/c.bin", "_x", "a..b", "v1.2-rc_3"})
    void fileNamesAreRelativePaths(String name) {
        assertThat(Registration.of("m").file(name, SOURCE).build().files()).containsOnlyKeys(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../x",
                "a/../b",
                "a//b",
                "a/",
                ".hidden",
                "a/.b",
                "a.",
                "-x",
                "a\\b",
                "C:x",
                "a b",
                "a\u0000"
            })
    void otherFileNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registration.of("m").file(name, SOURCE))
                .withMessage("file name must be a relative path of letters, digits, '.', '-' and '_' with '/' between "
                        + "parts, no part beginning with '.' or '-' or ending with '.', but was '" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "model.onnx, model.onnx",
        "model.onnx, MODEL.onnx",
        "model, model/weights",
        "model/weights, model",
        "Model, model/weights",
        "a/b/c, A/b"
    })
    void filesThatNoDirectoryCanHoldTogetherAreRefused(String first, String second) {
        Registration.Builder builder = Registration.of("m").file(first, SOURCE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.file(second, SOURCE))
                .withMessage("file '%s' collides with '%s': no directory can hold both", second, first);
    }

    @Test
    void filesOfOneFolderDoNotCollide() {
        assertThat(Registration.of("m")
                        .file("a/b", SOURCE)
                        .file("a/c", SOURCE)
                        .file("ab", SOURCE)
                        .build()
                        .files())
                .hasSize(3);
    }

    @Test
    void filesAndParametersAreSorted() {
        Registration registration = Registration.of("m")
                .file("z", SOURCE)
                .file("a", SOURCE)
                .parameter("rounds", "100")
                .parameter("depth", "3")
                .build();

        assertThat(registration.files().keySet()).containsExactly("a", "z");
        assertThat(registration.parameters().keySet()).containsExactly("depth", "rounds");
    }

    @Test
    void whatIsBuiltDoesNotChangeWithItsBuilder() {
        Registration.Builder builder = Registration.of("m").file("a", SOURCE);
        Registration built = builder.build();
        builder.file("b", SOURCE).parameter("p", "1");

        assertThat(built.files()).containsOnlyKeys("a");
        assertThat(built.parameters()).isEmpty();
        assertThatThrownBy(() -> built.files().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void featuresGiveSchemaAndMapping() {
        Features<Double> features =
                Features.of(SCHEMA).number("x", (Double x) -> x).named("x-1");
        Registration registration = Registration.of("m").features(features).build();

        assertThat(registration.schema()).contains(SCHEMA);
        assertThat(registration.featureMapping()).contains("x-1");
    }

    @Test
    void featuresThatLeaveFieldsUnreadAreRefused() {
        Features<Double> none = Features.of(SCHEMA).from(Double.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registration.of("m").features(none))
                .withMessageContaining("leave out [x]");
    }

    @Test
    void aSchemaTakesThePlaceOfAMapping() {
        Features<Double> features =
                Features.of(SCHEMA).number("x", (Double x) -> x).named("x-1");
        Registration registration =
                Registration.of("m").features(features).schema(Schema.of()).build();

        assertThat(registration.schema()).contains(Schema.of());
        assertThat(registration.featureMapping()).isEmpty();
    }

    @Test
    void scoresGiveTaskAndClasses() {
        Registration registration = Registration.of("m")
                .scores(Scores.binary("good", "bad", (Double p) -> p))
                .build();

        assertThat(registration.task()).contains(Scores.Task.BINARY);
        assertThat(registration.classes()).isEqualTo(List.of("good", "bad"));
    }

    @Test
    void nothingElseIsRegisteredUnlessSaid() {
        Registration registration = Registration.of("m").build();

        assertThat(registration.schema()).isEmpty();
        assertThat(registration.task()).isEmpty();
        assertThat(registration.cutoffs()).isEmpty();
        assertThat(registration.profile()).isEmpty();
        assertThat(registration.provenance()).isSameAs(Provenance.unknown());
    }

    @Test
    void aBlankParameterNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registration.of("m").parameter(" ", "1"))
                .withMessage("name of a parameter must not be blank");
    }
}
