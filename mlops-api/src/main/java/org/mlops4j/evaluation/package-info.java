/**
 * How good a model is, as recorded: metrics with intervals, the rows they rest on, and comparisons on the same rows. The
 * core module computes them.
 *
 * <p>Every number is an {@link org.mlops4j.check.Estimate}: it has an interval, or it is undefined and says why.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.binary(labels, scores);
 * EvaluationReport report = evaluation.report("holdout 2026-05", Metrics.rocAuc(), Metrics.accuracy());
 * }</pre>
 */
@NullMarked
package org.mlops4j.evaluation;

import org.jspecify.annotations.NullMarked;
