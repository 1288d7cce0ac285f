/**
 * The quickstart: two credit models on real data, from training to audit.
 *
 * <p>{@link org.mlops4j.examples.quickstart.Quickstart} is the way from end to end. Each step is a {@code Chapter}: a record
 * of what was found, made by the method that takes the step, and told by its {@code section()}.
 *
 * <p>What an application would bring itself: cases ({@link org.mlops4j.examples.quickstart.CreditApplication}, {@link
 * org.mlops4j.examples.quickstart.CreditData}), the numbers made of them ({@link
 * org.mlops4j.examples.quickstart.CreditEncoding}), training ({@link org.mlops4j.examples.quickstart.CreditTraining}), and
 * scoring ({@link org.mlops4j.examples.quickstart.OnnxScorer}, {@link org.mlops4j.examples.quickstart.ForestScorer}).
 * {@code CreditModels} introduces these to the library. Every score is the probability that the loan goes bad, in [0, 1].
 * Scorers are safe to call from many threads.
 */
@NullMarked
package org.mlops4j.examples.quickstart;

import org.jspecify.annotations.NullMarked;
