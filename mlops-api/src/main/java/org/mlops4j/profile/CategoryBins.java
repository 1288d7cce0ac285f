package org.mlops4j.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bins of words: one for each frequent word of the reference, then rare (in the reference, but without a bin of its
 * own), never seen in the reference, missing.
 *
 * <p>New data like the reference holds words the reference has never seen, the more so the more words there are and the
 * smaller the reference was; {@link #expectedUnseen()} says how many, so that their coming is not mistaken for a change.
 *
 * @since 0.1.0
 */
public final class CategoryBins implements Bins {

    private final List<String> words;
    private final List<String> rare;
    private final double expectedUnseen;
    private final Map<String, Integer> positions;

    private CategoryBins(List<String> words, List<String> rare, double expectedUnseen) {
        this.words = words;
        this.rare = rare;
        this.expectedUnseen = expectedUnseen + 0.0;
        if (!(expectedUnseen >= 0 && expectedUnseen <= 1)) {
            throw new IllegalArgumentException("expectedUnseen must be in [0, 1] but was " + expectedUnseen);
        }
        this.positions = new HashMap<>();
        for (String word : rare) {
            positions.put(word, words.size());
        }
        for (int i = 0; i < words.size(); i++) {
            positions.put(words.get(i), i);
        }
        if (positions.size() != words.size() + rare.size()) {
            throw new IllegalArgumentException("words must be distinct but were " + words + " and rare ones");
        }
    }

    /**
     * Bins from their words, when no others are expected.
     *
     * @param words words with a bin of their own, distinct
     * @param rare further words of the reference, distinct, counted together
     * @return the bins
     * @throws IllegalArgumentException if a word occurs twice
     */
    public static CategoryBins of(List<String> words, List<String> rare) {
        return of(words, rare, 0);
    }

    /**
     * Bins from their words.
     *
     * @param words words with a bin of their own, distinct
     * @param rare further words of the reference, distinct, counted together
     * @param expectedUnseen the share of present values, in [0, 1], expected to be neither
     * @return the bins
     * @throws IllegalArgumentException if a word occurs twice or the share is not in [0, 1]
     */
    public static CategoryBins of(List<String> words, List<String> rare, double expectedUnseen) {
        return new CategoryBins(List.copyOf(words), List.copyOf(rare), expectedUnseen);
    }

    /**
     * The words with a bin of their own, in order of their bins.
     *
     * @return an unmodifiable list
     */
    public List<String> words() {
        return words;
    }

    /**
     * The words counted together as rare.
     *
     * @return an unmodifiable list
     */
    public List<String> rare() {
        return rare;
    }

    /**
     * Which share of the values that are not missing will be never-seen words, in data like the reference: the share of
     * rows whose word occurs nowhere else in the reference (Good 1953, doi:10.1093/biomet/40.3-4.237) or is not listed
     * here.
     *
     * @return a share in [0, 1]; 0 if the reference knew all words
     */
    public double expectedUnseen() {
        return expectedUnseen;
    }

    /**
     * The bin of rare words.
     *
     * @return its position
     */
    public int rareBin() {
        return words.size();
    }

    /**
     * The bin of words never seen in the reference.
     *
     * @return its position
     */
    public int unseenBin() {
        return words.size() + 1;
    }

    @Override
    public int nullBin() {
        return words.size() + 2;
    }

    @Override
    public int size() {
        return words.size() + 3;
    }

    /**
     * The bin of a word.
     *
     * @param word the word, or null if it is missing
     * @return its position
     */
    public int binOf(@Nullable String word) {
        if (word == null) {
            return nullBin();
        }
        Integer position = positions.get(word);
        return position == null ? unseenBin() : position;
    }

    @Override
    public String label(int bin) {
        Objects.checkIndex(bin, size());
        if (bin < words.size()) {
            return words.get(bin);
        }
        return bin == rareBin() ? "rare" : bin == unseenBin() ? "never seen" : "missing";
    }

    /**
     * Compares the words and the expected share of others.
     *
     * @param other what to compare with
     * @return true for equal bins
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CategoryBins that
                && words.equals(that.words)
                && rare.equals(that.rare)
                && Double.compare(expectedUnseen, that.expectedUnseen) == 0;
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the words
     */
    @Override
    public int hashCode() {
        return 31 * words.hashCode() + rare.hashCode();
    }

    /**
     * One line for messages.
     *
     * @return count of words
     */
    @Override
    public String toString() {
        return words.size() + " words and " + rare.size() + " rare ones";
    }
}
