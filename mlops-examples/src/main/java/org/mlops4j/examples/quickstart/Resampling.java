package org.mlops4j.examples.quickstart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Draws real cases with replacement, so that a population can shift although every row is real. */
final class Resampling {

    /** Everybody is as likely as before. */
    static final ToDoubleFunction<CreditApplication> UNSHIFTED = application -> 1;

    /** A campaign aimed at young freelancers: they come ten times as often, the young and the freelance three times. */
    static final ToDoubleFunction<CreditApplication> YOUNG_FREELANCERS = application -> {
        boolean young = CreditApplication.orNaN(application.age()) < 30;
        boolean freelance = "freelance".equals(application.job());
        return young && freelance ? 10 : young || freelance ? 3 : 1;
    };

    private Resampling() {}

    /** So many cases, each drawn with a probability in proportion to its weight. */
    static List<CreditData.Case> draw(
            List<CreditData.Case> from, ToDoubleFunction<CreditApplication> weight, int count, long seed) {
        double[] upTo = new double[from.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weight.applyAsDouble(from.get(i).application());
            upTo[i] = sum;
        }
        Random random = new Random(seed);
        List<CreditData.Case> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double at = random.nextDouble() * sum;
            int index = Arrays.binarySearch(upTo, at);
            drawn.add(from.get(index < 0 ? -index - 1 : index + 1));
        }
        return drawn;
    }
}
