package org.mlops4j.core.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mlops4j.evaluation.CostMatrix;

/**
 * The built-in metrics. They are immutable, and equal if name and parameters are.
 *
 * @since 0.1.0
 */
public final class Metrics {

    private static final Metric ROC_AUC = new RocAuc();
    private static final Metric ACCURACY = new Accuracy();
    private static final String EXPECTED_COST = "expected_cost";
    private static final List<String> COSTS =
            List.of("true_positive", "false_positive", "false_negative", "true_negative");

    private Metrics() {}

    /**
     * Area under the ROC curve, {@code roc_auc}, in [0, 1]: the probability that a positive row has a higher score than a
     * negative one, where equal scores count half. Scores are equal if they are the same number; 0.0 and -0.0 are. For
     * more than two classes it is the unweighted mean of each class against the rest (one-vs-rest, macro).
     *
     * <p>Undefined without rows, without scores, or if a class has no row with a weight above 0 ({@link
     * org.mlops4j.check.Reason#ONE_CLASS}).
     *
     * <p>Interval: variance of DeLong, DeLong and Clarke-Pearson (1988), doi:10.2307/2531595, by the placements of Sun
     * and Xu (2014), doi:10.1109/LSP.2014.2337313, taken to the scale ln(A/(1-A)) on which it keeps its coverage near 1
     * ({@code delong-logit}). With weights w the variance is the sum over rows of (w (placement - A) / W)², W the sum of
     * weights of the row's side, times 1/(1 - sum (w/W)²) a side; of several classes the rows' influences are added up
     * before they are squared.
     *
     * <p>If the scores separate the classes completely (A is 0 or 1), or are all equal, that variance is 0 and says
     * nothing. Then, with m the (Kish effective) number of rows of the smallest side, the interval is exact ({@code
     * exact-equal-rows}): rows can be matched to m independent pairs, and all m are in order with probability at most
     * A^m, so A is at least (alpha/2)^(1/m), which is the bound of Clopper and Pearson for m of m. The same wide interval
     * stands where a side has a single row.
     *
     * <p>Difference of two models on the same rows: normal, from the full 2 x 2 covariance of DeLong ({@code
     * delong-paired}). Where one model's own variance is 0 the two intervals are joined as if independent ({@code
     * joined-intervals}); where only the difference has none, it is {@code exact-equal-rows} again.
     *
     * <p>Time is O(n log n): about 0.1 s for a million rows, interval included.
     *
     * @return the metric
     */
    public static Metric rocAuc() {
        return ROC_AUC;
    }

    /**
     * Share of rows decided right, {@code accuracy}, in [0, 1]. Of several classes the one with the largest score is
     * decided, of equal scores the one with the lowest position.
     *
     * <p>Undefined without rows or without decisions (see {@link Evaluation#hasDecisions()}).
     *
     * <p>Interval: Wilson (1927), doi:10.1080/01621459.1927.10502953 ({@code wilson}); with weights on Kish's effective
     * number of rows (sum w)² / sum w². Difference of two models on the same rows: method 10 of Newcombe (1998), Statist.
     * Med. 17, 2635-2650 ({@code newcombe-10}).
     *
     * @return the metric
     */
    public static Metric accuracy() {
        return ACCURACY;
    }

    /**
     * Mean cost of the decisions per row, {@code expected_cost}, in the unit of the costs; lower is better. The decisions
     * are those of the evaluation: the threshold is not chosen on the rows that judge it.
     *
     * <p>Undefined without rows, without decisions, or with more than two classes.
     *
     * <p>Interval: Student's t on the cost of each row ({@code student-t}), of two models on the difference in each row
     * ({@code paired-student-t}); with weights the variance is that of a weighted mean and the degrees of freedom are
     * Kish's effective number of rows less one. If all rows cost the same, the variance is 0 and says nothing; then other
     * rows may be as frequent as n equal ones leave possible ({@code exact-equal-rows}). Rare and very dear mistakes that
     * did not occur are in neither.
     *
     * @param costs what each kind of decision costs
     * @return the metric
     */
    public static Metric expectedCost(CostMatrix costs) {
        return new ExpectedCost(costs);
    }

    /**
     * The names of the built-in metrics.
     *
     * @return a sorted set
     */
    public static Set<String> names() {
        return new TreeSet<>(List.of(ACCURACY.name(), EXPECTED_COST, ROC_AUC.name()));
    }

    /**
     * A metric that needs no parameters.
     *
     * @param name its name, for example {@code roc_auc}
     * @return the metric
     * @throws IllegalArgumentException if there is no such metric, with those there are, or it needs parameters
     */
    public static Metric byName(String name) {
        return byName(name, Map.of());
    }

    /**
     * A metric from its name and parameters.
     *
     * @param name its name, for example {@code expected_cost}
     * @param parameters as {@link Metric#parameters()} gives them
     * @return the metric
     * @throws IllegalArgumentException if there is no such metric, with those there are, or a parameter is missing,
     *     unknown or no number
     */
    public static Metric byName(String name, Map<String, ?> parameters) {
        Metric metric;
        if (name.equals(EXPECTED_COST)) {
            metric = expectedCost(new CostMatrix(
                    cost(parameters, COSTS.get(0)),
                    cost(parameters, COSTS.get(1)),
                    cost(parameters, COSTS.get(2)),
                    cost(parameters, COSTS.get(3))));
        } else if (name.equals(ROC_AUC.name())) {
            metric = ROC_AUC;
        } else if (name.equals(ACCURACY.name())) {
            metric = ACCURACY;
        } else {
            throw new IllegalArgumentException("unknown metric '" + name + "'; known are " + names());
        }
        Set<String> unknown = new TreeSet<>(parameters.keySet());
        unknown.removeAll(metric.parameters().keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("metric '" + name + "' has no parameters " + unknown);
        }
        return metric;
    }

    private static double cost(Map<String, ?> parameters, String name) {
        if (!(parameters.get(name) instanceof Number cost)) {
            throw new IllegalArgumentException("parameter '" + name + "' of metric '" + EXPECTED_COST
                    + "' must be a number but " + (parameters.containsKey(name) ? "is none" : "is missing"));
        }
        return cost.doubleValue();
    }
}
