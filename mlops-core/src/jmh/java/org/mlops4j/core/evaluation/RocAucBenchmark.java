package org.mlops4j.core.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.mlops4j.check.Estimate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * ROC AUC on a million rows, 30 % positive. Each call builds its evaluation anew, since an evaluation keeps the order of
 * its scores. Budget: {@link #valueWithInterval} takes at most three times as long as {@link #value}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RocAucBenchmark {

    private static final int ROWS = 1_000_000;

    private boolean[] labels = new boolean[0];
    private double[] scores = new double[0];
    private Evaluation sorted = Evaluation.binary(labels, scores);

    /** Draws the rows. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(7);
        labels = new boolean[ROWS];
        scores = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextDouble() < 0.3;
            double signal = random.nextDouble() + random.nextDouble() + (labels[i] ? 0.4 : 0);
            scores[i] = 1 / (1 + Math.exp(2 - 2 * signal));
        }
        sorted = Evaluation.binary(labels, scores);
        sorted.estimate(Metrics.rocAuc());
    }

    /** The value alone, in the simplest fast way: sort the scores of each class and merge. */
    @Benchmark
    public double value() {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        double[] positive = new double[positives];
        double[] negative = new double[ROWS - positives];
        int p = 0;
        int n = 0;
        for (int i = 0; i < ROWS; i++) {
            if (labels[i]) {
                positive[p++] = scores[i];
            } else {
                negative[n++] = scores[i];
            }
        }
        Arrays.sort(positive);
        Arrays.sort(negative);
        double wins = 0;
        int below = 0;
        int upTo = 0;
        for (double score : positive) {
            while (below < n && negative[below] < score) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < n && negative[upTo] == score) {
                upTo++;
            }
            wins += (below + upTo) / 2.0;
        }
        return wins / positives / n;
    }

    /** The estimate with its interval. */
    @Benchmark
    public Estimate valueWithInterval() {
        return Evaluation.binary(labels, scores).estimate(Metrics.rocAuc());
    }

    /** The estimate when another metric has sorted the scores already. */
    @Benchmark
    public Estimate valueWithIntervalOfSortedScores() {
        return sorted.estimate(Metrics.rocAuc());
    }
}
