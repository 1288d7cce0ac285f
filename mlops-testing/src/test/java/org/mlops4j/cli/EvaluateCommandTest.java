package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.json.internal.JsonObject;

/** Expected values are scikit-learn's, from the golden vectors beside the tests of the evaluation room. */
class EvaluateCommandTest {

    private static final Path GOLDEN = Cli.CORE.resolve("src/test/resources/org/mlops4j/core/evaluation");
    private static final Path BREAST_CANCER = GOLDEN.resolve("binary_breast_cancer.csv");
    private static final Offset<Double> CLOSED_FORM = within(1e-12);
    private static final Offset<Double> QUANTILE = within(1e-9);

    @TempDir
    Path folder;

    /** roc_auc_score and accuracy_score; the interval is auc_A's delong_ci95_logit. */
    @Test
    void scoresOfTwoClassesHaveAreaAndAccuracy() {
        JsonObject json = evaluate(BREAST_CANCER, "--label", "y", "--score", "pA")
                .hasCode(0)
                .json();

        assertThat(json.integer("n")).isEqualTo(285);
        JsonObject area = json.object("metrics").object("roc_auc");
        assertThat(area.number("value")).isCloseTo(0.891166859913566, CLOSED_FORM);
        assertThat(area.number("low")).isCloseTo(0.8492169467261922, QUANTILE);
        assertThat(area.number("high")).isCloseTo(0.9225106906022927, QUANTILE);
        assertThat(area.text("method")).isEqualTo("delong-logit");
        assertThat(json.object("metrics").object("accuracy").number("value"))
                .isCloseTo(0.7929824561403509, CLOSED_FORM);
    }

    @Test
    void theDocumentHasThePromisedShape() {
        JsonObject json =
                evaluate(BREAST_CANCER, "--label", "y", "--score", "pA").json();

        assertThat(json.members()).containsKeys("n", "metrics");
        assertThat(json.object("metrics").members()).containsOnlyKeys("roc_auc", "accuracy");
        assertThat(json.object("metrics").object("roc_auc").members()).containsKeys("value", "low", "high", "method");
    }

    /** roc_auc_score with sample_weight. */
    @Test
    void rowsMayHaveWeights() {
        JsonObject json = evaluate(BREAST_CANCER, "--label", "y", "--score", "pA", "--weight", "w")
                .json();

        assertThat(json.object("metrics").object("roc_auc").number("value")).isCloseTo(0.8880883215178028, CLOSED_FORM);
    }

    @Test
    void decisionsHaveAccuracyOnly() {
        JsonObject json = evaluate(BREAST_CANCER, "--label", "y", "--prediction", "dB")
                .hasCode(0)
                .json();

        assertThat(json.object("metrics").members()).containsOnlyKeys("accuracy");
        assertThat(json.object("metrics").object("accuracy").number("value"))
                .isCloseTo(0.7649122807017544, CLOSED_FORM);
    }

    /** roc_auc_score with multi_class "ovr" and average "macro". */
    @ParameterizedTest
    @CsvSource({"wine,0.9080136540588518,0.7865168539325843", "iris,0.9429333333333333,0.8666666666666667"})
    void scoresOfSeveralClassesHaveAreaAndAccuracy(String data, double area, double accuracy) {
        JsonObject json = evaluate(GOLDEN.resolve("multi_" + data + ".csv"), "--label", "y", "--scores", "p0,p1,p2")
                .hasCode(0)
                .json();

        assertThat(json.texts("classes")).containsExactly("0", "1", "2");
        assertThat(json.object("metrics").object("roc_auc").number("value")).isCloseTo(area, CLOSED_FORM);
        assertThat(json.object("metrics").object("accuracy").number("value")).isCloseTo(accuracy, CLOSED_FORM);
    }

    @Test
    void columnsMayBeNamedAfterTheirClasses() throws IOException {
        Path data = write("y,red,blue\nblue,0.2,0.8\nred,0.9,0.1\n");

        JsonObject json = evaluate(data, "--label", "y", "--scores", "red,blue").json();

        assertThat(json.texts("classes")).containsExactly("red", "blue");
        assertThat(json.object("metrics").object("accuracy").number("value")).isEqualTo(1);
    }

    /** As scikit-learn orders classes: numbers by value, so that 10 is the last of 1, 2 and 10. */
    @Test
    void otherwiseTheSortedLabelsAreTheClasses() throws IOException {
        Path data = write("y,a,b,c\n10,0.1,0.1,0.8\n2,0.1,0.8,0.1\n1,0.8,0.1,0.1\n");

        JsonObject json = evaluate(data, "--label", "y", "--scores", "a,b,c").json();

        assertThat(json.texts("classes")).containsExactly("1", "2", "10");
        assertThat(json.object("metrics").object("accuracy").number("value")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0.0,1.0", "-1,1", "false,true", "False,True"})
    void usualLabelsTellWhichIsPositive(String negative, String positive) throws IOException {
        Path data = write("y,s\n" + negative + ",0.1\n" + positive + ",0.9\n");

        JsonObject json = evaluate(data, "--label", "y", "--score", "s").json();

        assertThat(json.texts("classes")).containsExactly(negative, positive);
        assertThat(json.object("metrics").object("roc_auc").number("value")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2", "good,bad", "1,true"})
    void otherLabelsNeedToBeTold(String labels) throws IOException {
        String[] two = labels.split(",");
        Path data = write("y,s\n" + two[0] + ",0.1\n" + two[1] + ",0.9\n");

        evaluate(data, "--label", "y", "--score", "s").isRefusedWith("is positive: --positive VALUE");
        assertThat(evaluate(data, "--label", "y", "--score", "s", "--positive", two[1])
                        .json()
                        .object("metrics")
                        .object("roc_auc")
                        .number("value"))
                .isEqualTo(1);
        evaluate(data, "--label", "y", "--score", "s", "--positive", "maybe")
                .isRefusedWith("--positive maybe is none of the labels");
    }

    @Test
    void theThresholdDecidesWhatIsPositive() throws IOException {
        Path data = write("y,s\n0,0.2\n0,0.4\n1,0.3\n1,0.8\n");

        assertThat(accuracy(data)).isEqualTo(0.75);
        assertThat(accuracy(data, "--threshold", "0.3")).isEqualTo(0.75);
        assertThat(accuracy(data, "--threshold", "0.1")).isEqualTo(0.5);
    }

    private double accuracy(Path data, Object... more) {
        return evaluate(data, concat(new Object[] {"--label", "y", "--score", "s"}, more))
                .json()
                .object("metrics")
                .object("accuracy")
                .number("value");
    }

    /** Scores of any range have an area; which of them are decided positive only a threshold can say. */
    @Test
    void scoresThatAreNoProbabilitiesNeedAThresholdForAccuracyOnly() throws IOException {
        Path data = write("y,s\n0,-3\n0,1\n1,2\n1,5\n");

        JsonObject json =
                evaluate(data, "--label", "y", "--score", "s").hasCode(0).json();

        assertThat(json.object("metrics").object("roc_auc").number("value")).isEqualTo(1);
        assertUndefined(json.object("metrics").object("accuracy"), "UNDEFINED");
        assertThat(accuracy(data, "--threshold", "1.5")).isEqualTo(1);
    }

    @Test
    void oneClassHasNoArea() throws IOException {
        Path data = write("y,s\n1,0.4\n1,0.9\n");

        JsonObject json =
                evaluate(data, "--label", "y", "--score", "s").hasCode(3).json();

        assertUndefined(json.object("metrics").object("roc_auc"), "ONE_CLASS");
        assertThat(json.object("metrics").object("accuracy").number("value")).isEqualTo(0.5);
    }

    @Test
    void decisionsThatAreAllTheSameHaveAccuracy() throws IOException {
        Path data = write("y,p\nfree,free\nfree,free\n");

        JsonObject json =
                evaluate(data, "--label", "y", "--prediction", "p").hasCode(0).json();

        assertThat(json.object("metrics").object("accuracy").number("value")).isEqualTo(1);
    }

    @Test
    void noRowsAreNoData() throws IOException {
        Path data = write("y,s,a,b\n");

        for (Object[] scores : new Object[][] {{"--score", "s"}, {"--prediction", "s"}, {"--scores", "a,b"}}) {
            JsonObject json = evaluate(data, concat(new Object[] {"--label", "y"}, scores))
                    .hasCode(3)
                    .json();
            assertThat(json.integer("n")).isZero();
            assertUndefined(json.object("metrics").object("accuracy"), "EMPTY");
        }
    }

    @Test
    void peopleReadATable() {
        Cli.Result result = Cli.run("evaluate", "--data", BREAST_CANCER, "--label", "y", "--score", "pA")
                .hasCode(0);

        assertThat(result.out()).contains("1 is positive, 0 negative", "roc_auc", "0.8912", "delong-logit");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void whatCannotBeMeasuredIsRefusedByRowAndColumn() throws IOException {
        Path data = write("y,s,w\n0,0.1,1\n,x,-1\n1,NaN,1\n");

        evaluate(data, "--label", "y", "--score", "nope").isRefusedWith("column is missing; the file has [y, s, w]");
        evaluate(data, "--label", "y", "--score", "s")
                .isRefusedWith("line 3, column 'y': '' must not be missing")
                .isRefusedWith("line 3, column 's': 'x' must be a number");
        evaluate(write("y,s\n0,0.5\n1,NaN\n"), "--label", "y", "--score", "s")
                .isRefusedWith("scores must be finite numbers");
        evaluate(write("y,s,w\n0,0.5,1\n1,0.5,-1\n"), "--label", "y", "--score", "s", "--weight", "w")
                .isRefusedWith("weight");
        evaluate(write("y,s\na,0.5\nb,0.5\nc,0.5\n"), "--label", "y", "--score", "s")
                .isRefusedWith("must hold two labels for --score but holds 3");
        evaluate(write("y,a,b\n0,0.5,0.5\n1,0.9,0.9\n"), "--label", "y", "--scores", "a,b")
                .isRefusedWith("sum to 1");
        evaluate(write("y,a,b\n0,0.5,0.5\n1,0.9,0.1\n5,0.9,0.1\n"), "--label", "y", "--scores", "a,b")
                .isRefusedWith("--scores names 2 classes but column 'y' holds 3 labels");
    }

    private static void assertUndefined(JsonObject metric, String reason) {
        assertThat(metric.members()).containsEntry("value", null).containsEntry("reason", reason);
    }

    private static Cli.Result evaluate(Path data, Object... more) {
        return Cli.run(concat(new Object[] {"evaluate", "--json", "--data", data}, more));
    }

    private static Object[] concat(Object[] first, Object... more) {
        Object[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }
}
