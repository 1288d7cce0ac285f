package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckCatalog;
import org.mlops4j.check.CheckKind;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Evidence;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Reason;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.evaluation.CostMatrix;

/** Numbers from the golden set (expected.json) and the worked messages of the map, which rest on it. */
class EvaluationChecksTest {

    private static final CheckCatalog CATALOG = CheckCatalog.of(EvaluationChecks.kinds());
    private static final Metric COST = Metrics.expectedCost(CostMatrix.ofMistakes(1, 10));

    private static PairedEvaluation pair() {
        return PairedEvaluation.of(Golden.breastCancer("pA"), Golden.breastCancer("pB"));
    }

    private static double detail(CheckResult result, String name) {
        return ((Number) result.measurement().details().get(name)).doubleValue();
    }

    @Nested
    class OfAMetric {

        /** 226 of 285: 90 % interval 0.751 to 0.830, one-sided bounds of 95 %. */
        @Test
        void decideByOneSided95PercentBounds() {
            CheckResult result = EvaluationChecks.metric(
                            Metrics.accuracy(), DecisionRule.atLeast(0.80).demonstrated())
                    .run(Golden.breastCancer("pA"));
            Interval interval = result.measurement().estimate().interval().orElseThrow();

            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(interval.low()).isCloseTo(0.751, within(5e-4));
            assertThat(interval.high()).isCloseTo(0.830, within(5e-4));
            assertThat(detail(result, "one_sided_confidence")).isEqualTo(0.95);
            assertThat(detail(result, "two_sided_confidence")).isEqualTo(0.90);
        }

        @Test
        void passWhatTheLowerBoundShows() {
            assertThat(EvaluationChecks.metric(
                                    Metrics.accuracy(),
                                    DecisionRule.atLeast(0.75).demonstrated())
                            .run(Golden.breastCancer("pA"))
                            .verdict())
                    .isEqualTo(Verdict.PASS);
        }

        @Test
        void failWhatTheUpperBoundRefutes() {
            assertThat(EvaluationChecks.metric(Metrics.accuracy(), DecisionRule.atLeast(0.84))
                            .run(Golden.breastCancer("pA"))
                            .verdict())
                    .isEqualTo(Verdict.FAIL);
        }

        /** Wilson's interval is that of the score test: p = Phi((k/n - b) / sqrt(b(1-b)/n)). */
        @Test
        void carryThePValueOfTheBound() {
            CheckResult result = EvaluationChecks.metric(Metrics.accuracy(), DecisionRule.atLeast(0.80))
                    .run(Golden.breastCancer("pA"));
            double z = (226 / 285.0 - 0.80) / Math.sqrt(0.80 * 0.20 / 285);

            // z = -0.29617…; Phi of it by the series for erf.
            assertThat(result.measurement().pValue().orElseThrow()).isCloseTo(phi(z), within(1e-9));
        }

        @Test
        void turnThePValueForAnUpperBound() {
            Evaluation model = Golden.breastCancer("pA");
            double atLeast = EvaluationChecks.metric(Metrics.rocAuc(), DecisionRule.atLeast(0.85))
                    .measure(model)
                    .pValue()
                    .orElseThrow();
            double atMost = EvaluationChecks.metric(Metrics.rocAuc(), DecisionRule.atMost(0.85))
                    .measure(model)
                    .pValue()
                    .orElseThrow();

            assertThat(atLeast).isGreaterThan(0.9);
            assertThat(atLeast + atMost).isCloseTo(1, within(1e-12));
        }

        @Test
        void useDirectionsOfTheRuleNotOfTheMetric() {
            CheckResult result = EvaluationChecks.metric(
                            COST, DecisionRule.atMost(1.00).demonstrated())
                    .run(Golden.breastCancer("pA"));

            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.measurement().details()).containsKey("metric_parameters");
        }

        /** Ten right answers out of ten show very little, so they never pass. */
        @ParameterizedTest
        @MethodSource("org.mlops4j.core.evaluation.EvaluationChecksTest#strictRules")
        void doNotPassOnTenPerfectRows(Metric metric, DecisionRule rule) {
            boolean[] labels = {true, false, true, false, true, false, true, false, true, false};
            double[] scores = new double[10];
            for (int i = 0; i < 10; i++) {
                scores[i] = labels[i] ? 0.9 : 0.1;
            }

            assertThat(EvaluationChecks.metric(metric, rule)
                            .run(Evaluation.binary(labels, scores))
                            .verdict())
                    .isEqualTo(Verdict.INCONCLUSIVE);
        }

        @Test
        void areInconclusiveWhereTheMetricIsUndefined() {
            CheckResult result = EvaluationChecks.metric(Metrics.rocAuc(), DecisionRule.atLeast(0.5))
                    .run(Evaluation.binary(new boolean[312], new double[312]));

            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.decision().reason()).isEqualTo(Reason.ONE_CLASS);
            assertThat(result.explain()).contains("0 of 312 rows are positive");
        }

        @Test
        void nameTheMissingSubject() {
            assertThat(EvaluationChecks.metric(Metrics.accuracy(), DecisionRule.atLeast(0.5))
                            .run(Evidence.of())
                            .decision()
                            .reason())
                    .isEqualTo(Reason.MISSING_SUBJECT);
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.1, 80})
        void refuseABoundThatTheMetricCannotReach(double bound) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EvaluationChecks.metric(Metrics.accuracy(), DecisionRule.atLeast(bound)))
                    .withMessage("bound of accuracy must be in [0.0, 1.0] but was " + bound);
        }

        @Test
        void haveNoPValueForAMetricWithoutAnInterval() {
            CheckResult result = EvaluationChecks.metric(
                            new ConstantMetric(Estimate.of(3, 10)),
                            DecisionRule.atLeast(2).point())
                    .run(Golden.breastCancer("pA"));

            assertThat(result.isPassed()).isTrue();
            assertThat(result.measurement().pValue()).isEmpty();
        }

        @Test
        void describeTheRule() {
            assertThat(EvaluationChecks.metric(
                                    Metrics.rocAuc(), DecisionRule.atLeast(0.8).demonstrated())
                            .description())
                    .isEqualTo("roc_auc must be at least 0.8 (demonstrated)");
        }
    }

    @Nested
    class OfAPair {

        /** Golden: z = (diff + 0.05) / se = 0.431, one-sided p = 0.333. */
        @Test
        void carryThePValueOfNonInferiority() {
            CheckResult result =
                    EvaluationChecks.notWorse(Metrics.rocAuc(), 0.05).run(pair());
            double expected = Golden.numbers("delong_noninf")[1];

            assertThat(detail(result, "p_worse_by_margin")).isCloseTo(expected, within(Golden.QUANTILE));
            assertThat(result.measurement().pValue().orElseThrow()).isCloseTo(1 - expected, within(Golden.QUANTILE));
        }

        /** The second worked message: B is worse, but neither within nor beyond the margin. */
        @Test
        void areInconclusiveWhereTheIntervalHoldsTheMargin() {
            CheckResult result =
                    EvaluationChecks.notWorse(Metrics.rocAuc(), 0.02).run(pair());
            Interval interval = result.measurement().estimate().interval().orElseThrow();

            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(detail(result, "champion")).isCloseTo(0.891, within(5e-4));
            assertThat(detail(result, "challenger")).isCloseTo(0.849, within(5e-4));
            assertThat(detail(result, "difference")).isCloseTo(-0.042, within(5e-4));
            assertThat(interval.low()).isCloseTo(-0.072, within(5e-4));
            assertThat(interval.high()).isCloseTo(-0.013, within(5e-4));
            assertThat(interval.confidence()).isEqualTo(0.90);
            assertThat(detail(result, "rows_only_champion_right")).isEqualTo(31);
            assertThat(detail(result, "rows_only_challenger_right")).isEqualTo(23);
            assertThat(detail(result, "pairs")).isEqualTo(285);
        }

        @Test
        void passAMarginThatTheIntervalKeeps() {
            assertThat(EvaluationChecks.notWorse(Metrics.rocAuc(), 0.08)
                            .run(pair())
                            .verdict())
                    .isEqualTo(Verdict.PASS);
        }

        @Test
        void failALossBeyondTheMargin() {
            assertThat(EvaluationChecks.notWorse(Metrics.rocAuc(), 0.01)
                            .run(pair())
                            .verdict())
                    .isEqualTo(Verdict.FAIL);
        }

        @Test
        void findTheOtherModelBetter() {
            PairedEvaluation turned = PairedEvaluation.of(Golden.breastCancer("pB"), Golden.breastCancer("pA"));

            assertThat(EvaluationChecks.better(Metrics.rocAuc()).run(turned).verdict())
                    .isEqualTo(Verdict.PASS);
            assertThat(EvaluationChecks.better(Metrics.rocAuc()).run(pair()).verdict())
                    .isEqualTo(Verdict.FAIL);
        }

        /** Accuracy differs by 8 of 285 rows, which does not show that either is better. */
        @Test
        void leaveOpenWhatIsNotShown() {
            assertThat(EvaluationChecks.better(Metrics.accuracy()).run(pair()).verdict())
                    .isEqualTo(Verdict.INCONCLUSIVE);
        }

        /** Of costs lower is better, so a margin bounds the difference from above. */
        @Test
        void knowTheDirectionOfTheMetric() {
            DecisionRule rule = EvaluationChecks.notWorse(COST, 0.1).rule();

            assertThat(rule).isEqualTo(DecisionRule.atMost(0.1).demonstrated());
            assertThat(EvaluationChecks.notWorse(Metrics.rocAuc(), 0.1).rule())
                    .isEqualTo(DecisionRule.atLeast(-0.1).demonstrated());
        }

        @Test
        void passAModelAgainstItselfButNeverAsBetter() {
            Evaluation model = Golden.breastCancer("pA");
            PairedEvaluation same = PairedEvaluation.of(model, model);

            assertThat(EvaluationChecks.notWorse(Metrics.rocAuc(), 0.03)
                            .run(same)
                            .verdict())
                    .isEqualTo(Verdict.PASS);
            for (Metric metric : List.of(Metrics.rocAuc(), Metrics.accuracy(), COST)) {
                assertThat(EvaluationChecks.better(metric).run(same).verdict())
                        .as(metric.name())
                        .isEqualTo(Verdict.INCONCLUSIVE);
            }
        }

        /** The rule alone would pass the interval [0, 0]. */
        @Test
        void doNotCallEqualBetterThoughAForeignMetricIsCertain() {
            CheckResult result =
                    EvaluationChecks.better(ConstantMetric.withoutDifference()).run(pair());

            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.decision().explanation()).endsWith("there is no difference");
        }

        @Test
        void areInconclusiveWhereTheDifferenceIsUndefined() {
            CheckResult result = EvaluationChecks.notWorse(new ConstantMetric(Estimate.of(1, 2)), 0.1)
                    .run(pair());

            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.measurement().details().get("difference"))
                    .isEqualTo("UNDEFINED (no paired method is known for constant)");
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.01, 1, Double.NaN})
        void refuseAMarginThatMeansNothing(double margin) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EvaluationChecks.notWorse(Metrics.accuracy(), margin))
                    .withMessage("margin of accuracy must be in [0, 1.0) but was " + margin);
        }

        @Test
        void describeTheRule() {
            assertThat(EvaluationChecks.notWorse(Metrics.rocAuc(), 0.02).description())
                    .isEqualTo("roc_auc of the challenger must not be worse than that of the champion by more than "
                            + "0.02, on the same rows");
            assertThat(EvaluationChecks.better(COST).description())
                    .isEqualTo("expected_cost of the challenger must be better than that of the champion, on the "
                            + "same rows");
        }
    }

    @Nested
    class AsData {

        @ParameterizedTest
        @MethodSource("org.mlops4j.core.evaluation.EvaluationChecksTest#checks")
        void comeBackThroughJson(Check<?> check) {
            JsonObject read =
                    Json.parseObject("spec", Json.canonical(check.spec().parameters()));
            CheckSpec spec = new CheckSpec(check.spec().kind(), Map.copyOf(read.members()));

            Check<?> built = CATALOG.create(spec);

            assertThat(built.spec()).isEqualTo(check.spec());
            assertThat(built.description()).isEqualTo(check.description());
            assertThat(built.rule()).isEqualTo(check.rule());
            assertThat(built.subjectType()).isEqualTo(check.subjectType());
        }

        @Test
        void haveThreeKinds() {
            assertThat(EvaluationChecks.kinds())
                    .extracting(CheckKind::kind)
                    .containsExactly("metric", "not-worse", "better");
        }

        @Test
        void refuseUnknownParameters() {
            CheckSpec spec = EvaluationChecks.better(Metrics.rocAuc()).spec().with("margin", 0.1);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CATALOG.create(spec))
                    .withMessage("check 'better' has no parameters [margin]");
        }

        @Test
        void refuseAMissingMargin() {
            CheckSpec spec = CheckSpec.of("not-worse").with("metric", "roc_auc");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CATALOG.create(spec))
                    .withMessageContaining("'margin'");
        }

        @Test
        void refuseASpecOfAnotherKind() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EvaluationChecks.kinds().get(0).create(CheckSpec.of("better")))
                    .withMessage("spec must be of kind 'metric' but is of 'better'");
        }

        @Test
        void refuseMetricParametersThatAreNoMap() {
            CheckSpec spec = CheckSpec.of("better").with("metric", "roc_auc").with("metric_parameters", "none");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CATALOG.create(spec))
                    .withMessageContaining("'metric_parameters' of check 'better' must be a map");
        }
    }

    static Stream<Check<?>> checks() {
        return Stream.of(
                EvaluationChecks.metric(Metrics.rocAuc(), DecisionRule.atLeast(0.8)),
                EvaluationChecks.metric(
                        Metrics.accuracy(), DecisionRule.atLeast(1).unlessRefuted(0.1)),
                EvaluationChecks.metric(COST, DecisionRule.atMost(0.5).demonstrated()),
                EvaluationChecks.notWorse(Metrics.accuracy(), 0.02),
                EvaluationChecks.notWorse(COST, 0),
                EvaluationChecks.better(Metrics.rocAuc()),
                EvaluationChecks.better(COST));
    }

    static Stream<Arguments> strictRules() {
        DecisionRule high = DecisionRule.atLeast(0.8);
        DecisionRule low = DecisionRule.atMost(1);
        return Stream.of(
                Arguments.of(Metrics.rocAuc(), high),
                Arguments.of(Metrics.rocAuc(), high.demonstrated()),
                Arguments.of(Metrics.accuracy(), high),
                Arguments.of(Metrics.accuracy(), high.demonstrated()),
                Arguments.of(COST, low),
                Arguments.of(COST, low.demonstrated()));
    }

    /** The normal distribution by the Taylor series of erf around 0. */
    private static double phi(double z) {
        double term = z / Math.sqrt(2);
        double sum = term;
        for (int k = 1; k < 60; k++) {
            term *= -z * z / 2 / k;
            sum += term / (2 * k + 1);
        }
        return 0.5 + sum / Math.sqrt(Math.PI);
    }
}
