package org.mlops4j.serving;

import org.mlops4j.data.Features;
import org.mlops4j.data.Scores;
import org.mlops4j.privacy.RedactionRules;

/**
 * Describes a service. Not thread-safe.
 *
 * @param <I> the input
 * @param <O> the answer
 * @since 0.1.0
 */
public interface ServiceBuilder<I, O> {

    /**
     * Logs the input of every call through this mapping; without it no input is logged.
     *
     * @param features the mapping, with the names and types of the version's schema
     * @return this builder
     * @throws IllegalArgumentException if the mapping leaves a field of its schema unread
     */
    ServiceBuilder<I, O> features(Features<I> features);

    /**
     * Logs the answer of every call through this mapping; without it a number is logged as the score, and no other
     * answer is.
     *
     * @param scores the mapping
     * @return this builder
     */
    ServiceBuilder<I, O> scores(Scores<? super O> scores);

    /**
     * Says what is kept of each input value; without it the rules follow from the sensitivity of each field.
     *
     * @param rules the rules, for the schema of the features
     * @return this builder
     */
    ServiceBuilder<I, O> redaction(RedactionRules rules);

    /**
     * Loads the version and begins to answer.
     *
     * @return the service
     * @throws org.mlops4j.registry.ModelNotFoundException if the reference names nothing
     * @throws org.mlops4j.identity.IntegrityException if the stored files are not what was registered
     * @throws org.mlops4j.identity.MlopsException if the loader fails, with its exception as the cause, or the features
     *     or scores are not those the version was registered with
     * @throws IllegalStateException if the library is closed
     */
    ServedModel<I, O> open();
}
