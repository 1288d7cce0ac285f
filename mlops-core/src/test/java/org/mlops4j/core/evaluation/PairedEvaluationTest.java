package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.Estimate;
import org.mlops4j.core.evaluation.UnpairedException.Problem;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.evaluation.Comparison;

class PairedEvaluationTest {

    private static final boolean[] LABELS = {true, false, true};

    private static Evaluation rows(boolean[] labels, String... ids) {
        double[] scores = new double[labels.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i / 10.0;
        }
        return Evaluation.binary(labels, scores).withIds(ids);
    }

    private static UnpairedException refused(Evaluation champion, Evaluation challenger) {
        UnpairedException thrown =
                catchThrowableOfType(UnpairedException.class, () -> PairedEvaluation.of(champion, challenger));
        assertThat(thrown).as("refusal").isNotNull();
        return thrown;
    }

    @Test
    void bringsTheChallengerIntoTheChampionsOrder() {
        Field region =
                Field.builder("region", DataType.CATEGORY).roles(Role.SLICE).build();
        Evaluation challenger = Evaluation.binary(new boolean[] {true, true, false}, new double[] {0.3, 0.1, 0.2})
                .withIds("c", "a", "b")
                .withWeights(3, 1, 2)
                .withSlices(CategoryColumn.of(region, "C", "A", "B"));

        Evaluation aligned = PairedEvaluation.of(rows(LABELS, "a", "b", "c").withWeights(1, 2, 3), challenger)
                .challenger();

        assertThat(aligned.score(0, 1)).isEqualTo(0.1);
        assertThat(aligned.score(1, 1)).isEqualTo(0.2);
        assertThat(aligned.score(2, 1)).isEqualTo(0.3);
        assertThat(aligned.slices().get(0).text(2)).isEqualTo("C");
    }

    @Test
    void comparesAlikeInAnyOrder() {
        Evaluation champion = Golden.breastCancer("pA");
        Evaluation challenger = Golden.breastCancer("pB");
        int n = challenger.rowCount();
        int[] shuffled = new int[n];
        for (int i = 0; i < n; i++) {
            // 7 and 285 have no common divisor, so each row comes once.
            shuffled[i] = 7 * i % n;
        }

        for (Metric metric : List.of(Metrics.rocAuc(), Metrics.accuracy())) {
            assertThat(PairedEvaluation.of(champion, challenger.select(shuffled))
                            .compare(metric))
                    .isEqualTo(PairedEvaluation.of(champion, challenger).compare(metric));
        }
    }

    @Test
    void pairsDecisionsBetweenSeveralClasses() {
        List<String> classes = List.of("a", "b", "c");
        Evaluation champion = Evaluation.decisions(new int[] {0, 1, 2}, new int[] {0, 1, 0}, classes)
                .withIds("x", "y", "z");
        Evaluation challenger = Evaluation.decisions(new int[] {2, 1, 0}, new int[] {2, 1, 0}, classes)
                .withIds("z", "y", "x");

        Comparison comparison = PairedEvaluation.of(champion, challenger).compare(Metrics.accuracy());

        assertThat(comparison.challenger().value()).isEqualTo(1);
        assertThat(comparison.pairs()).isEqualTo(3);
    }

    @Test
    void refusesRowsWithoutIds() {
        Evaluation unnamed = Evaluation.binary(LABELS, new double[3]);

        UnpairedException thrown = refused(rows(LABELS, "a", "b", "c"), unnamed);

        assertThat(thrown.problem()).isEqualTo(Problem.NO_IDS);
        assertThat(thrown.count()).isEqualTo(3);
        assertThat(thrown).hasMessageContaining("rows of the challenger have none; give withIds(...)");
    }

    @Test
    void refusesIdsThatRepeat() {
        UnpairedException thrown = refused(rows(LABELS, "a", "b", "a"), rows(LABELS, "a", "b", "c"));

        assertThat(thrown.problem()).isEqualTo(Problem.DUPLICATE_IDS);
        assertThat(thrown.count()).isEqualTo(1);
        assertThat(thrown).hasMessage("ids must be unique but 1 of 3 rows of the champion repeat one: [a]");
    }

    @Test
    void refusesOtherRows() {
        UnpairedException thrown = refused(rows(LABELS, "a", "b", "c"), rows(LABELS, "a", "x", "y"));

        assertThat(thrown.problem()).isEqualTo(Problem.DIFFERENT_IDS);
        assertThat(thrown.count()).isEqualTo(4);
        assertThat(thrown)
                .hasMessageContaining("the challenger lacks 2 of 3: [b, c]")
                .hasMessageContaining("the champion lacks 2 of 3: [x, y]");
    }

    @Test
    void refusesFewerRows() {
        UnpairedException thrown = refused(rows(LABELS, "a", "b", "c"), rows(new boolean[] {true, false}, "a", "b"));

        assertThat(thrown.problem()).isEqualTo(Problem.DIFFERENT_IDS);
        assertThat(thrown).hasMessageContaining("lacks 1 of 3: [c], and the champion lacks 0 of 2;");
    }

    @Test
    void refusesOtherLabels() {
        UnpairedException thrown =
                refused(rows(LABELS, "a", "b", "c"), rows(new boolean[] {true, true, true}, "a", "b", "c"));

        assertThat(thrown.problem()).isEqualTo(Problem.DIFFERENT_LABELS);
        assertThat(thrown.count()).isEqualTo(1);
        assertThat(thrown).hasMessageContaining("same labels but 1 of 3 rows differ: [b]");
    }

    @Test
    void refusesOtherWeights() {
        Evaluation champion = rows(LABELS, "a", "b", "c");

        UnpairedException thrown = refused(champion, champion.withWeights(1, 2, 1));

        assertThat(thrown.problem()).isEqualTo(Problem.DIFFERENT_WEIGHTS);
        assertThat(thrown.count()).isEqualTo(1);
    }

    @Test
    void refusesOtherClasses() {
        Evaluation champion = rows(LABELS, "a", "b", "c");

        UnpairedException thrown = refused(champion, champion.withClasses("good", "bad"));

        assertThat(thrown.problem()).isEqualTo(Problem.DIFFERENT_CLASSES);
        assertThat(thrown).hasMessageContaining("[false, true]").hasMessageContaining("[good, bad]");
    }

    @Test
    void hasNoDifferenceForAMetricThatKnowsNoPairedMethod() {
        Evaluation rows = rows(LABELS, "a", "b", "c");
        Estimate difference = PairedEvaluation.of(rows, rows)
                .compare(new ConstantMetric(Estimate.of(0.5, 3)))
                .difference();

        assertThat(difference.explanation()).isEqualTo("no paired method is known for constant");
    }

    @Test
    void pairsNoRows() {
        Evaluation none = rows(new boolean[0]);

        assertThat(PairedEvaluation.of(none, none)
                        .compare(Metrics.accuracy())
                        .difference()
                        .isDefined())
                .isFalse();
    }
}
