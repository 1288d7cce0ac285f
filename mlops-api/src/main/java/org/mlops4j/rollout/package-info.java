/**
 * How a version becomes the one in use: a {@link org.mlops4j.rollout.Gate} of checks decides, on recorded facts, and the
 * decision is kept with its evidence.
 *
 * <pre>{@code
 * GateDecision decision = mlops.rollouts().promote(v2, gate, ada, "quarterly retrain");
 * mlops.rollouts().rollBack("credit", ada, "complaints from branch 12");
 * }</pre>
 */
@NullMarked
package org.mlops4j.rollout;

import org.jspecify.annotations.NullMarked;
