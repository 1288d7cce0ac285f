package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.mlops4j.check.Interval;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;

/** Reference values; see README.md beside the files. */
final class Golden {

    static final double CLOSED_FORM = 1e-12;
    static final double QUANTILE = 1e-9;

    private static final List<JsonObject> ENTRIES =
            Json.parseObject("expected.json", bytes("expected.json")).objects("entries");

    private Golden() {}

    static JsonObject entry(String id) {
        return ENTRIES.stream()
                .filter(entry -> entry.text("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no golden entry " + id));
    }

    static double number(String id) {
        return entry(id).number("expected");
    }

    static double[] numbers(String id) {
        return entry(id).numbers("expected");
    }

    static JsonObject intervals() {
        return Json.parseObject("stats_intervals.json", bytes("stats_intervals.json"));
    }

    /** A column of a CSV file without quotes. */
    static double[] column(String file, String name) {
        String[] lines = new String(bytes(file), StandardCharsets.UTF_8).strip().split("\\R");
        int position = Arrays.asList(lines[0].split(",")).indexOf(name);
        double[] values = new double[lines.length - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.parseDouble(lines[i + 1].split(",")[position]);
        }
        return values;
    }

    /** The breast cancer rows with the scores of a column, named by row. */
    static Evaluation breastCancer(String scores) {
        String file = "binary_breast_cancer.csv";
        return Evaluation.binary(labels(column(file, "y")), column(file, scores))
                .withIds(ids(column(file, "row")));
    }

    static double[] breastCancerWeights() {
        return column("binary_breast_cancer.csv", "w");
    }

    /** The rows of wine or iris. */
    static Evaluation multiclass(String file) {
        double[] y = column(file, "y");
        double[][] columns = {column(file, "p0"), column(file, "p1"), column(file, "p2")};
        int[] labels = new int[y.length];
        double[][] scores = new double[y.length][3];
        for (int i = 0; i < y.length; i++) {
            labels[i] = (int) y[i];
            for (int k = 0; k < 3; k++) {
                scores[i][k] = columns[k][i];
            }
        }
        return Evaluation.multiclass(labels, scores, List.of("c0", "c1", "c2"));
    }

    /** The inline rows of an edge case. */
    static Evaluation inline(String id) {
        JsonObject input = entry(id).object("input");
        double[] scores = input.list("score").stream()
                .mapToDouble(score -> Double.parseDouble(String.valueOf(score)))
                .toArray();
        return Evaluation.binary(labels(input.numbers("y")), scores);
    }

    static boolean[] labels(double[] zeroOrOne) {
        boolean[] labels = new boolean[zeroOrOne.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = zeroOrOne[i] == 1;
        }
        return labels;
    }

    static String[] ids(double[] rows) {
        return Arrays.stream(rows).mapToObj(row -> "row-" + (int) row).toArray(String[]::new);
    }

    static void assertClose(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.max(1e-300, Math.abs(expected))));
    }

    /** Absolute, as both ends are near 1. */
    static void assertClose(Interval actual, double[] expected, double tolerance) {
        assertThat(new double[] {actual.low(), actual.high()}).containsExactly(expected, within(tolerance));
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Golden.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
