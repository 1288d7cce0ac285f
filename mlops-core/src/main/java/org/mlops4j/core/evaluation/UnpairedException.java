package org.mlops4j.core.evaluation;

import org.mlops4j.identity.MlopsException;

/**
 * Two evaluations that were to be compared do not hold the same rows with the same truth.
 *
 * @since 0.1.0
 */
public class UnpairedException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /** What keeps two evaluations from being paired. More may be added: a {@code switch} needs a default. */
    public enum Problem {
        /** Rows have no ids. */
        NO_IDS,
        /** An id stands on several rows of one evaluation. */
        DUPLICATE_IDS,
        /** An id stands in one evaluation only. */
        DIFFERENT_IDS,
        /** The classes differ. */
        DIFFERENT_CLASSES,
        /** A row has different labels. */
        DIFFERENT_LABELS,
        /** A row has different weights. */
        DIFFERENT_WEIGHTS
    }

    private final transient Problem problem;
    private final transient long count;

    /**
     * Rows that cannot be paired.
     *
     * @param problem what keeps them from it
     * @param count how many rows it concerns
     * @param message the same in words, and what to do about it
     */
    public UnpairedException(Problem problem, long count, String message) {
        super(message);
        this.problem = problem;
        this.count = count;
    }

    /**
     * What keeps the evaluations from being paired.
     *
     * @return the first problem found
     */
    public Problem problem() {
        return problem;
    }

    /**
     * How many rows it concerns, in both evaluations together.
     *
     * @return a number from 0
     */
    public long count() {
        return count;
    }
}
