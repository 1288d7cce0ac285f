package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.check.DecisionRule.Direction;
import org.mlops4j.check.DecisionRule.Policy;

class DecisionRuleTest {

    private static final double BOUND = 0.75;

    /** Where the interval and the value lie for "at least 0.75"; mirrored for "at most". */
    enum Position {
        GOOD(0.8125, 0.84375, 0.875),
        TOUCHES_FROM_GOOD(0.75, 0.78125, 0.8125),
        STRADDLES_WITH_GOOD_VALUE(0.734375, 0.765625, 0.796875),
        STRADDLES_WITH_BAD_VALUE(0.703125, 0.734375, 0.765625),
        TOUCHES_FROM_BAD(0.6875, 0.71875, 0.75),
        BAD(0.625, 0.65625, 0.6875),
        WIDE_AND_GOOD(0.78125, 0.875, 0.96875),
        WIDE_AND_STRADDLING(0.5, 0.78125, 0.9375),
        WIDE_AND_BAD(0.25, 0.5, 0.6875);

        private final double low;
        private final double value;
        private final double high;

        Position(double low, double value, double high) {
            this.low = low;
            this.value = value;
            this.high = high;
        }

        Measurement seenFrom(Direction direction) {
            boolean least = direction == Direction.AT_LEAST;
            Interval interval = least
                    ? new Interval(low, high, 0.95, "exact")
                    : new Interval(2 * BOUND - high, 2 * BOUND - low, 0.95, "exact");
            return Measurement.of(
                    "auc", Estimate.of(least ? value : 2 * BOUND - value, 100).with(interval));
        }
    }

    /** The table in the Javadoc of DecisionRule, written out: P passes, F fails, I is inconclusive. */
    private static final Map<Policy, String> TABLE = Map.of(
            Policy.POINT, "P P P F F F P P F",
            Policy.UNLESS_REFUTED, "P P P P P F I I F",
            Policy.DEMONSTRATED, "P P I I I F P I F");

    static Stream<Arguments> decisions() {
        return TABLE.entrySet().stream()
                .flatMap(row -> Stream.of(Direction.values())
                        .flatMap(direction -> Stream.of(Position.values())
                                .map(position -> Arguments.of(
                                        row.getKey(),
                                        direction,
                                        position,
                                        verdict(row.getValue().split(" ")[position.ordinal()])))));
    }

    private static Verdict verdict(String letter) {
        return switch (letter) {
            case "P" -> Verdict.PASS;
            case "F" -> Verdict.FAIL;
            default -> Verdict.INCONCLUSIVE;
        };
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void decidesByTheTable(Policy policy, Direction direction, Position position, Verdict expected) {
        assertThat(rule(direction, policy).decide(position.seenFrom(direction)).verdict())
                .isEqualTo(expected);
    }

    static Stream<Arguments> policiesAndDirections() {
        return Stream.of(Policy.values())
                .flatMap(policy -> Stream.of(Direction.values()).map(direction -> Arguments.of(policy, direction)));
    }

    @ParameterizedTest
    @MethodSource("policiesAndDirections")
    void anUndefinedValueIsInconclusiveForItsOwnReason(Policy policy, Direction direction) {
        Measurement undefined =
                Measurement.of("auc", Estimate.undefined(Reason.ONE_CLASS, "0 of 312 rows are positive", 312));
        Decision decision = rule(direction, policy).decide(undefined);

        assertThat(decision)
                .isEqualTo(Decision.inconclusive(
                        Reason.ONE_CLASS,
                        "auc is undefined: 0 of 312 rows are positive",
                        "give the check rows on which auc is defined"));
    }

    @ParameterizedTest
    @MethodSource("policiesAndDirections")
    void withoutAnIntervalOnlyThePointDecides(Policy policy, Direction direction) {
        Decision decision = rule(direction, policy).decide(Measurement.of("auc", Estimate.of(BOUND, 10)));

        if (policy == Policy.POINT) {
            assertThat(decision.verdict()).isEqualTo(Verdict.PASS);
        } else {
            assertThat(decision.reason()).isEqualTo(Reason.UNRESOLVED);
            assertThat(decision.explanation()).endsWith("no interval is known for auc");
            assertThat(decision.nextStep()).isEqualTo("use a metric with an interval, or the rule point()");
        }
    }

    @ParameterizedTest
    @CsvSource({"Infinity, PASS", "-Infinity, FAIL"})
    void infiniteValuesAreDecidedByThePoint(double value, Verdict expected) {
        assertThat(DecisionRule.atLeast(0)
                        .point()
                        .decide(Measurement.of("x", Estimate.of(value, 1)))
                        .verdict())
                .isEqualTo(expected);
    }

    /** Wilson (1927), doi:10.1080/01621459.1927.10502953, at 95%. */
    private static Measurement share(int k, int n) {
        double z = 1.959963984540054;
        double p = (double) k / n;
        double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        return Measurement.of(
                "accuracy", Estimate.of(p, n).with(new Interval(middle - half, middle + half, 0.95, "w")));
    }

    @Test
    void tenRowsNeverPassUnlessRefuted() {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        for (int k = 0; k <= 10; k++) {
            for (int percent = 0; percent <= 100; percent++) {
                verdicts.add(DecisionRule.atLeast(percent / 100.0)
                        .decide(share(k, 10))
                        .verdict());
                verdicts.add(DecisionRule.atMost(percent / 100.0)
                        .decide(share(k, 10))
                        .verdict());
            }
        }

        assertThat(verdicts).containsExactlyInAnyOrder(Verdict.FAIL, Verdict.INCONCLUSIVE);
    }

    /** Half of Wilson's interval at n of n is z^2 / (2 (n + z^2)), at most 0.05 from n = 9 z^2 = 34.6 on. */
    @Test
    void thirtyFiveRowsWithoutAMistakeCanPassUnlessRefuted() {
        DecisionRule rule = DecisionRule.atLeast(0.9);

        assertThat(rule.decide(share(34, 34)).reason()).isEqualTo(Reason.TOO_FEW_ROWS);
        assertThat(rule.decide(share(35, 35)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void saysHowManyRowsWouldResolveATooWideInterval() {
        Measurement wide =
                Measurement.of("auc", Estimate.of(0.75, 100).with(new Interval(0.625, 0.875, 0.95, "exact")));
        Decision decision = DecisionRule.atLeast(0.5).unlessRefuted(0.0625).decide(wide);

        assertThat(decision.explanation())
                .isEqualTo(
                        "auc 0.7500 [0.6250, 0.8750] (n=100) against at least 0.5 (unless refuted): half-width 0.125 "
                                + "is above the resolution 0.0625");
        assertThat(decision.nextStep()).isEqualTo("about 400 rows would resolve it");
    }

    /** The lower end is 0.1875 away and must come within 0.125: 100 (0.1875 / 0.125)^2 = 225, however short the other side. */
    @Test
    void saysHowManyRowsWouldDemonstrateByTheEndThatFails() {
        Measurement skewed =
                Measurement.of("auc", Estimate.of(0.875, 100).with(new Interval(0.6875, 0.90625, 0.95, "exact")));

        assertThat(DecisionRule.atLeast(0.75).demonstrated().decide(skewed).nextStep())
                .isEqualTo("at this value about 225 rows would demonstrate it");
    }

    @Test
    void saysHowManyRowsWouldDemonstrateAnUpperBound() {
        Measurement skewed =
                Measurement.of("fpr", Estimate.of(0.125, 100).with(new Interval(0.09375, 0.3125, 0.95, "exact")));

        assertThat(DecisionRule.atMost(0.25).demonstrated().decide(skewed).nextStep())
                .isEqualTo("at this value about 225 rows would demonstrate it");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.75, 0.7})
    void saysThatMoreRowsDoNotHelpAValueThatIsNotBeyondTheBound(double value) {
        Measurement measured =
                Measurement.of("auc", Estimate.of(value, 100).with(new Interval(0.6, 0.9, 0.95, "exact")));

        assertThat(DecisionRule.atLeast(0.75).demonstrated().decide(measured).nextStep())
                .isEqualTo("the value itself is not on the good side: more rows alone will not help");
    }

    @Test
    void doesNotGuessRowsFromAnUnboundedInterval() {
        Measurement unbounded = Measurement.of(
                "loss", Estimate.of(1, 100).with(new Interval(Double.NEGATIVE_INFINITY, 2, 0.95, "exact")));

        assertThat(DecisionRule.atLeast(0).decide(unbounded).nextStep())
                .isEqualTo("more rows, how many is unknown, would resolve it");
        assertThat(DecisionRule.atLeast(0).demonstrated().decide(unbounded).nextStep())
                .isEqualTo("at this value more rows, how many is unknown, would demonstrate it");
    }

    @Test
    void doesNotGuessRowsFromNoRows() {
        Measurement none = Measurement.of("auc", Estimate.of(0.5, 0).with(new Interval(0, 1, 0.95, "exact")));

        assertThat(DecisionRule.atLeast(0.4).decide(none).nextStep())
                .isEqualTo("more rows, how many is unknown, would resolve it");
    }

    @Test
    void aBrokenRuleNamesWhatMustHold() {
        Decision decision = DecisionRule.atMost(0.25).point().decide(Measurement.of("fpr", Estimate.of(0.5, 8)));

        assertThat(decision)
                .isEqualTo(Decision.fail(
                        "fpr 0.5000 (n=8) against at most 0.25 (point)",
                        "fpr must be at most 0.25 (point): look into the rows behind it before changing the bound"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aBoundMustBeFinite(double bound) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionRule.atLeast(bound))
                .withMessage("bound must be a finite number but was " + bound);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aResolutionMustBeFiniteAndAboveZero(double resolution) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionRule.atLeast(0.5).unlessRefuted(resolution))
                .withMessage("resolution must be a finite number > 0 but was " + resolution);
    }

    static Stream<DecisionRule> rules() {
        return Stream.of(
                DecisionRule.atLeast(0.8),
                DecisionRule.atLeast(1),
                DecisionRule.atLeast(-0.0),
                DecisionRule.atMost(1e-7).point(),
                DecisionRule.atMost(1e17).demonstrated(),
                DecisionRule.atMost(-3).unlessRefuted(2));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void readsBackWhatItWritesIntoASpec(DecisionRule rule) {
        CheckSpec spec = CheckSpec.of("metric").with("metric", "auc").with(rule.toParameters());

        assertThat(DecisionRule.fromParameters(spec)).isEqualTo(rule).hasSameHashCodeAs(rule);
    }

    @Test
    void unlessRefutedIsTheDefault() {
        assertThat(DecisionRule.atLeast(0.8))
                .isEqualTo(DecisionRule.atLeast(0.8).unlessRefuted(0.05));
    }

    @Test
    void aResolutionMattersOnlyWhereItIsUsed() {
        assertThat(DecisionRule.atLeast(0.8).unlessRefuted(0.1).point())
                .isEqualTo(DecisionRule.atLeast(0.8).point());
        assertThat(DecisionRule.atLeast(0.8).unlessRefuted(0.1)).isNotEqualTo(DecisionRule.atLeast(0.8));
    }

    @Test
    void directionBoundAndPolicyCountForEquality() {
        assertThat(List.of(
                        DecisionRule.atMost(0.8),
                        DecisionRule.atLeast(0.9),
                        DecisionRule.atLeast(0.8).point(),
                        DecisionRule.atLeast(0.8).demonstrated()))
                .doesNotContain(DecisionRule.atLeast(0.8));
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void aMissingParameterIsNamed(Policy policy) {
        CheckSpec spec = CheckSpec.of("metric").with("policy", policy).with("direction", "at_least");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionRule.fromParameters(spec))
                .withMessage("parameter 'bound' of check 'metric' must be a number but is missing");
    }

    @Test
    void aWrongParameterIsNamedWithWhatThereIs() {
        CheckSpec spec = CheckSpec.of("metric").with("direction", "above");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionRule.fromParameters(spec))
                .withMessage(
                        "parameter 'direction' of check 'metric' must be one of [AT_LEAST, AT_MOST] but was 'above'");
    }

    @ParameterizedTest
    @CsvSource({
        "0.8, at least 0.8 (unless refuted)",
        "100, at least 100 (unless refuted)",
        "0.123456789, at least 0.123457 (unless refuted)",
        "0, at least 0 (unless refuted)",
        "-2.5, at least -2.5 (unless refuted)"
    })
    void toStringIsReadable(double bound, String text) {
        assertThat(DecisionRule.atLeast(bound)).hasToString(text);
    }

    private static DecisionRule rule(Direction direction, Policy policy) {
        DecisionRule rule = direction == Direction.AT_LEAST ? DecisionRule.atLeast(BOUND) : DecisionRule.atMost(BOUND);
        return switch (policy) {
            case POINT -> rule.point();
            case UNLESS_REFUTED -> rule.unlessRefuted(0.0625);
            case DEMONSTRATED -> rule.demonstrated();
        };
    }
}
