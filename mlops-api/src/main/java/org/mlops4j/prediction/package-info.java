/**
 * What a model said, durable and private, joined with what turned out to be true.
 *
 * <p>Every served call becomes one {@link org.mlops4j.prediction.PredictionRecord} in an append-only log: input by
 * schema position, scores, version digest, latency, or the error. An {@link org.mlops4j.prediction.Outcome} is appended
 * later under the same id. What the log loses it counts, and the loss is written into the log itself.
 *
 * <pre>{@code
 * log.outcome(Outcome.of(prediction.id(), "bad", when));
 * Table labelled = log.joined(PredictionQuery.model("credit").build());
 * }</pre>
 */
@NullMarked
package org.mlops4j.prediction;

import org.jspecify.annotations.NullMarked;
