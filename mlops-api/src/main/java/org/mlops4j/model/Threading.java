package org.mlops4j.model;

/**
 * How many callers a loaded model bears at once. The library does the locking or the pooling.
 *
 * @param instances how many copies of the model are loaded; 0 means one copy that any number of threads may call at
 *     once, 1 means one caller at a time, n means n copies with one caller each
 * @since 0.1.0
 */
public record Threading(int instances) {

    private static final int MAX_INSTANCES = 1024;

    /**
     * Checks the number.
     *
     * @param instances how many copies are loaded
     * @throws IllegalArgumentException if it is not in 0 to 1024
     */
    public Threading {
        if (instances < 0 || instances > MAX_INSTANCES) {
            throw new IllegalArgumentException("instances must be in [0, " + MAX_INSTANCES + "] but was " + instances);
        }
    }

    /**
     * Any number of threads may call one copy at once.
     *
     * @return shared use
     */
    public static Threading shared() {
        return new Threading(0);
    }

    /**
     * One caller at a time.
     *
     * @return serial use
     */
    public static Threading serial() {
        return new Threading(1);
    }

    /**
     * Several copies, each for one caller at a time.
     *
     * @param copies how many, from 1
     * @return pooled use
     * @throws IllegalArgumentException if it is not in 1 to 1024
     */
    public static Threading pooled(int copies) {
        if (copies < 1) {
            throw new IllegalArgumentException("a pool must have at least 1 copy but had " + copies);
        }
        return new Threading(copies);
    }

    /**
     * Whether any number of threads may call one copy at once.
     *
     * @return true if so
     */
    public boolean isShared() {
        return instances == 0;
    }
}
