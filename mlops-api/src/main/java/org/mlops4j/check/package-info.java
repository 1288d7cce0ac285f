/**
 * The one idea of this library: a {@link org.mlops4j.check.Check} is written once and used in a unit test, in a promotion
 * gate, in a production monitor, in a compliance control and in a report.
 *
 * <p>A check measures a subject; its {@link org.mlops4j.check.DecisionRule} turns the measurement into a {@link
 * org.mlops4j.check.Verdict}. There are three verdicts: what is missing, empty, undefined or too small to tell is {@link
 * org.mlops4j.check.Verdict#INCONCLUSIVE} with a {@link org.mlops4j.check.Reason}, never a pass.
 *
 * <pre>{@code
 * Check<Evaluation> check = Checks.metric(Metrics.rocAuc(), DecisionRule.atLeast(0.80).demonstrated());
 * CheckResult result = check.run(evaluation);
 * System.out.println(result.explain());
 * }</pre>
 *
 * <p>Everything here is immutable and safe to share between threads.
 */
@NullMarked
package org.mlops4j.check;

import org.jspecify.annotations.NullMarked;
