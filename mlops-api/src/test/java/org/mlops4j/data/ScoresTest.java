package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {

    @Test
    void binaryHasOneScoreAndTwoClasses() {
        Scores<Double> scores = Scores.binary("good", "bad", (Double p) -> p);

        assertThat(scores.task()).isEqualTo(Scores.Task.BINARY);
        assertThat(scores.classes()).containsExactly("good", "bad");
        assertThat(scores.width()).isOne();
    }

    @Test
    void binaryReadsTheScoreToItsPosition() {
        double[] target = {9, 9, 9};
        Scores.binary("good", "bad", (Double p) -> 1 - p).read(0.25, target, 1);

        assertThat(target).containsExactly(9, 0.75, 9);
    }

    @Test
    void binaryNeedsTwoNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.binary("a", "a", (Double p) -> p))
                .withMessage("the two classes must have different names but both are a");
    }

    @Test
    void multiclassHasOneScoreAClass() {
        double[] target = new double[4];
        Scores<double[]> scores = Scores.multiclass(List.of("a", "b", "c"), (double[] p) -> p);
        scores.read(new double[] {0.1, 0.2, 0.7}, target, 1);

        assertThat(scores.width()).isEqualTo(3);
        assertThat(target).containsExactly(0, 0.1, 0.2, 0.7);
    }

    @Test
    void multiclassRefusesAnAnswerOfAnotherWidth() {
        Scores<double[]> scores = Scores.multiclass(List.of("a", "b"), (double[] p) -> p);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.read(new double[3], new double[9], 0))
                .withMessage("the answer must have one score a class, 2, but has 3");
    }

    @Test
    void multiclassRefusesATargetThatIsTooShort() {
        Scores<double[]> scores = Scores.multiclass(List.of("a", "b"), (double[] p) -> p);

        assertThatThrownBy(() -> scores.read(new double[2], new double[2], 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void multiclassNeedsTwoDistinctNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.multiclass(List.of("a"), (double[] p) -> p))
                .withMessage("classes must be at least two distinct names but were [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.multiclass(List.of("a", "b", "a"), (double[] p) -> p));
    }

    @Test
    void regressionHasOneScoreAndNoClasses() {
        double[] target = new double[1];
        Scores<Integer> scores = Scores.regression((Integer x) -> x * 2.0);
        scores.read(4, target, 0);

        assertThat(scores.task()).isEqualTo(Scores.Task.REGRESSION);
        assertThat(scores.classes()).isEmpty();
        assertThat(target).containsExactly(8);
    }

    @Test
    void aReaderLeftOutIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> Scores.regression(null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> Scores.binary("a", "b", null))
                .withMessage("score");
        assertThatNullPointerException()
                .isThrownBy(() -> Scores.multiclass(List.of("a", "b"), null))
                .withMessage("scores");
    }
}
