package org.mlops4j.core.profile.internal;

import org.mlops4j.profile.Moments;

/** Moments of the finite numbers seen so far. Not thread-safe. */
final class RunningMoments {

    private long count;
    private double mean;
    private double sumOfSquares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** Adds one number, if it is finite, by Welford's step (1962), doi:10.1080/00401706.1962.10490022. */
    void add(double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            return;
        }
        count++;
        double delta = value - mean;
        mean += delta / count;
        sumOfSquares += delta * (value - mean);
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** Adds one finite number that occurs several times. */
    void add(double value, long times) {
        merge(new Moments(times, value, 0, value, value));
    }

    /** Adds the finite ones of many numbers: two passes over the array are quicker than a division a number. */
    void add(double[] values, int length) {
        int n = 0;
        double sum = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            double value = values[i];
            if (Math.abs(value) <= Double.MAX_VALUE) {
                n++;
                sum += value;
                low = value < low ? value : low;
                high = value > high ? value : high;
            }
        }
        if (n == 0) {
            return;
        }
        double middle = sum / n;
        if (!(Math.abs(middle) <= Double.MAX_VALUE)) {
            for (int i = 0; i < length; i++) {
                add(values[i]); // the sum overflows but the mean need not
            }
            return;
        }
        double squares = 0;
        double rest = 0;
        for (int i = 0; i < length; i++) {
            double distance = values[i] - middle;
            if (Math.abs(distance) <= Double.MAX_VALUE) {
                squares += distance * distance;
                rest += distance;
            }
        }
        merge(new Moments(n, middle, Math.max(0, squares - rest * rest / n), low, high));
    }

    /** The moments of all numbers added. */
    Moments toMoments() {
        return new Moments(count, mean, sumOfSquares, min, max);
    }

    private void merge(Moments more) {
        Moments all = toMoments().merge(more);
        count = all.count();
        mean = all.mean();
        sumOfSquares = all.sumOfSquares();
        min = all.min();
        max = all.max();
    }
}
