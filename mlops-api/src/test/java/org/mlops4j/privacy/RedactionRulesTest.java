package org.mlops4j.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;

class RedactionRulesTest {

    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.INT64,
            DataType.FLOAT64,
            DataType.INSTANT,
            DataType.CATEGORY,
            DataType.STRING,
            DataType.vector(3));

    /** The table in the Javadoc of RedactionRules, in the order of TYPES. */
    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(Sensitivity.PUBLIC, "KEEP KEEP KEEP KEEP KEEP KEEP KEEP"),
                Arguments.of(Sensitivity.INTERNAL, "KEEP KEEP KEEP KEEP KEEP KEEP KEEP"),
                Arguments.of(Sensitivity.PERSONAL, "BUCKET BUCKET BUCKET DROP BUCKET PSEUDONYM DROP"),
                Arguments.of(Sensitivity.SECRET, "DROP DROP DROP DROP DROP DROP DROP"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void actionsFollowFromTypeAndSensitivity(Sensitivity sensitivity, String expected) {
        String actual = String.join(
                " ",
                TYPES.stream()
                        .map(type -> rules(type, sensitivity).action("x").kind().name())
                        .toList());

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void aPersonalTextIsAPseudonymUnderTheDefaultKey() {
        assertThat(rules(DataType.STRING, Sensitivity.PERSONAL).action("x"))
                .isEqualTo(RedactionAction.pseudonym("subject"));
    }

    /** What does not fit is refused: a pseudonym needs text, a bucket a number or CATEGORY. */
    static Stream<Arguments> fits() {
        return Stream.of(
                Arguments.of(RedactionAction.keep(), "yes yes yes yes yes yes yes"),
                Arguments.of(RedactionAction.drop(), "yes yes yes yes yes yes yes"),
                Arguments.of(RedactionAction.bucket(), "yes yes yes no yes no no"),
                Arguments.of(RedactionAction.pseudonym("customer"), "no no no no yes yes no"));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void anotherActionMustFitTheType(RedactionAction action, String expected) {
        String[] answers = expected.split(" ");
        for (int i = 0; i < answers.length; i++) {
            RedactionRules rules = rules(TYPES.get(i), Sensitivity.INTERNAL);
            if (answers[i].equals("yes")) {
                assertThat(rules.with("x", action).action("x")).isEqualTo(action);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> rules.with("x", action))
                        .withMessage(
                                "action %s does not fit field 'x' of type %s; drop it or keep it",
                                action.kind(), rules.schema().field("x").type());
            }
        }
    }

    @Test
    void withLeavesTheOriginalAsItWas() {
        RedactionRules rules = rules(DataType.INT64, Sensitivity.INTERNAL);
        rules.with("x", RedactionAction.drop());

        assertThat(rules.action("x")).isEqualTo(RedactionAction.keep());
    }

    @Test
    void anUnknownFieldIsNamedWithThoseThereAre() {
        RedactionRules rules = rules(DataType.INT64, Sensitivity.INTERNAL);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.action("y"))
                .withMessage("no field 'y' in the schema; it has [x]");
        assertThatIllegalArgumentException().isThrownBy(() -> rules.with("y", RedactionAction.keep()));
    }

    @Test
    void actionsAreInSchemaOrderAndCannotBeChanged() {
        Schema schema = Schema.of(Field.of("z", DataType.INT64), Field.of("a", DataType.INT64));
        RedactionRules rules = RedactionRules.of(schema).with("a", RedactionAction.drop());

        assertThat(rules.actions().keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> rules.actions().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void exactlyAPseudonymNamesAKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedactionAction(RedactionAction.Kind.KEEP, "k"))
                .withMessage("exactly a PSEUDONYM must name a key but KEEP names k");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedactionAction(RedactionAction.Kind.PSEUDONYM, null))
                .withMessage("exactly a PSEUDONYM must name a key but PSEUDONYM names null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedactionAction.pseudonym(" "))
                .withMessage("key of a PSEUDONYM must not be blank");
    }

    @Test
    void onlyKeepKeepsTheValue() {
        assertThat(Stream.of(
                                RedactionAction.keep(),
                                RedactionAction.drop(),
                                RedactionAction.bucket(),
                                RedactionAction.pseudonym("k"))
                        .map(RedactionAction::keepsValue))
                .containsExactly(true, false, false, false);
    }

    private static RedactionRules rules(DataType type, Sensitivity sensitivity) {
        return RedactionRules.of(
                Schema.of(Field.builder("x", type).sensitivity(sensitivity).build()));
    }
}
