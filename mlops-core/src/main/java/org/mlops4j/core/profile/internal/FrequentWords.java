package org.mlops4j.core.profile.internal;

/**
 * How many of the most frequent words can stand on their own without being there by luck. Of words that are seen exactly T
 * times in n rows, N of them, new data is expected to show T N fewer rows among the words seen at least T times (Good 1953,
 * doi:10.1093/biomet/40.3-4.237): they were chosen for having come up often. A bar T is fair if that excess would add at
 * most one to a chi-squared statistic of the chosen against the others, or shift the others' share by an effect (excess
 * squared over share) of at most 0.001.
 */
public final class FrequentWords {

    private static final double NEGLIGIBLE_EFFECT = 0.001;

    private FrequentWords() {}

    /**
     * How many words to choose.
     *
     * @param counts how often each word was seen, falling; may be cut off at the end
     * @param rows how many rows there are, those of words cut off included
     * @param least how often a word must have been seen at least
     * @param most how many words to choose at most
     */
    public static int count(long[] counts, long rows, long least, int most) {
        int chosen = 0;
        long chosenRows = 0;
        while (chosen < counts.length && chosen < most && counts[chosen] >= least) {
            chosenRows += counts[chosen++];
        }
        long bar = chosen < counts.length && chosen == most ? counts[chosen] : least;
        while (chosen > 0 && !isFair(counts, chosen, bar, rows - chosenRows, rows)) {
            bar = counts[chosen - 1] + 1;
            while (chosen > 0 && counts[chosen - 1] < bar) {
                chosenRows -= counts[--chosen];
            }
        }
        return chosen;
    }

    private static boolean isFair(long[] counts, int chosen, long bar, long others, long rows) {
        // N is smoothed over the neighbouring counts, a standard deviation wide.
        int width = (int) Math.ceil(Math.sqrt((double) bar));
        int near = 0;
        while (near < chosen && counts[chosen - 1 - near] < bar + width) {
            near++;
        }
        double excess = (double) bar * near / width;
        return others == 0 || excess * excess <= Math.max(1, NEGLIGIBLE_EFFECT * rows) * (others + excess);
    }
}
