/**
 * The quickstart: two credit models on real data, served in the JVM.
 *
 * <p>Applications ({@link org.mlops4j.examples.quickstart.CreditApplication}) are read and split by
 * {@link org.mlops4j.examples.quickstart.CreditData}, turned into numbers by
 * {@link org.mlops4j.examples.quickstart.CreditEncoding}, learned by
 * {@link org.mlops4j.examples.quickstart.CreditTraining} and scored by
 * {@link org.mlops4j.examples.quickstart.OnnxScorer} and {@link org.mlops4j.examples.quickstart.ForestScorer}.
 * Every score is the probability that the loan goes bad, in [0, 1]. Scorers are safe to call from many threads.
 */
@NullMarked
package org.mlops4j.examples.quickstart;

import org.jspecify.annotations.NullMarked;
