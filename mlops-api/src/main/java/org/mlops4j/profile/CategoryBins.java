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
 * @since 0.1.0
 */
public final class CategoryBins implements Bins {

    private final List<String> words;
    private final List<String> rare;
    private final Map<String, Integer> positions;

    private CategoryBins(List<String> words, List<String> rare) {
        this.words = words;
        this.rare = rare;
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
     * Bins from their words.
     *
     * @param words words with a bin of their own, distinct
     * @param rare further words of the reference, distinct, counted together
     * @return the bins
     * @throws IllegalArgumentException if a word occurs twice
     */
    public static CategoryBins of(List<String> words, List<String> rare) {
        return new CategoryBins(List.copyOf(words), List.copyOf(rare));
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
     * Compares the words.
     *
     * @param other what to compare with
     * @return true for equal bins
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CategoryBins that && words.equals(that.words) && rare.equals(that.rare);
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
