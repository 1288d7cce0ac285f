/**
 * How good a model is, measured on rows whose truth is known: metrics, each with an interval; two models compared on the
 * same rows; and checks that decide from both.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.binary(labels, scores).withIds(ids);
 * EvaluationReport report = evaluation.report("holdout 2026-05", Metrics.rocAuc(), Metrics.accuracy());
 * Check<Evaluation> check = EvaluationChecks.metric(Metrics.rocAuc(), DecisionRule.atLeast(0.80).demonstrated());
 * Check<PairedEvaluation> gate = EvaluationChecks.notWorse(Metrics.rocAuc(), 0.02);
 * }</pre>
 *
 * <p>What has no value is {@link org.mlops4j.check.Estimate#isDefined() undefined} and says why; it is never NaN and never
 * a stand-in number. Rows are counted from 0. Everything here is immutable and safe to share between threads, and the
 * same rows give the same bits.
 */
@NullMarked
package org.mlops4j.core.evaluation;

import org.jspecify.annotations.NullMarked;
