package org.mlops4j.profile;

import java.util.Objects;

/**
 * What a column of texts holds. Missing values count nowhere here.
 *
 * @param forms what the texts look like
 * @param characters of which characters they consist
 * @param length moments of the lengths, in characters (code points)
 * @param distinct how many different texts there are
 * @param frequent the most frequent texts
 * @since 0.1.0
 */
public record TextSummary(
        Forms forms, Characters characters, Moments length, DistinctSketch distinct, FrequentItems frequent)
        implements ColumnSummary {

    /**
     * How many texts look like what. Each text has one of the first eight forms; the last two tell of any.
     *
     * @param empty of no characters
     * @param blank of white space only
     * @param nullWords that say that there is nothing, such as {@code NA}, {@code null} or {@code -}
     * @param integers such as {@code -12}
     * @param decimals such as {@code 0.5} or {@code 1e3}
     * @param booleans {@code true}, {@code false}, {@code yes} or {@code no}
     * @param times such as {@code 2026-11-23} or {@code 2026-11-23T08:00:00Z}
     * @param words anything else
     * @param padded with white space at an end, not counting blank ones
     * @param malformed with half a surrogate pair, or with U+FFFD, which stands for bytes that were no text
     */
    public record Forms(
            long empty,
            long blank,
            long nullWords,
            long integers,
            long decimals,
            long booleans,
            long times,
            long words,
            long padded,
            long malformed) {

        /** Of no texts. */
        public static final Forms EMPTY = new Forms(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        /**
         * Checks the counts.
         *
         * @param empty of no characters
         * @param blank of white space only
         * @param nullWords that say that there is nothing
         * @param integers integers
         * @param decimals other numbers
         * @param booleans truth values
         * @param times dates and times
         * @param words anything else
         * @param padded with white space at an end
         * @param malformed with characters that stand for none
         * @throws IllegalArgumentException if one is negative
         */
        public Forms {
            if (Math.min(Math.min(Math.min(empty, blank), Math.min(nullWords, integers)), Math.min(decimals, booleans))
                            < 0
                    || Math.min(Math.min(times, words), Math.min(padded, malformed)) < 0) {
                throw new IllegalArgumentException("counts of forms must be >= 0");
            }
        }

        /**
         * Texts of both together.
         *
         * @param other the other counts
         * @return the sums
         */
        public Forms merge(Forms other) {
            return new Forms(
                    Math.addExact(empty, other.empty),
                    Math.addExact(blank, other.blank),
                    Math.addExact(nullWords, other.nullWords),
                    Math.addExact(integers, other.integers),
                    Math.addExact(decimals, other.decimals),
                    Math.addExact(booleans, other.booleans),
                    Math.addExact(times, other.times),
                    Math.addExact(words, other.words),
                    Math.addExact(padded, other.padded),
                    Math.addExact(malformed, other.malformed));
        }

        /**
         * How many texts there are.
         *
         * @return the sum of the first eight counts
         */
        public long total() {
            return empty + blank + nullWords + integers + decimals + booleans + times + words;
        }
    }

    /**
     * How many characters (code points) of which class all texts have together.
     *
     * @param letters letters of any script
     * @param digits digits of any script
     * @param spaces white space
     * @param others anything else, for example punctuation
     * @param nonAscii of all of these, those that are not ASCII
     */
    public record Characters(long letters, long digits, long spaces, long others, long nonAscii) {

        /** None. */
        public static final Characters EMPTY = new Characters(0, 0, 0, 0, 0);

        /**
         * Checks the counts.
         *
         * @param letters letters
         * @param digits digits
         * @param spaces white space
         * @param others anything else
         * @param nonAscii those that are not ASCII
         * @throws IllegalArgumentException if one is negative
         */
        public Characters {
            if (Math.min(Math.min(letters, digits), Math.min(Math.min(spaces, others), nonAscii)) < 0) {
                throw new IllegalArgumentException("counts of characters must be >= 0");
            }
        }

        /**
         * Characters of both together.
         *
         * @param other the other counts
         * @return the sums
         */
        public Characters merge(Characters other) {
            return new Characters(
                    Math.addExact(letters, other.letters),
                    Math.addExact(digits, other.digits),
                    Math.addExact(spaces, other.spaces),
                    Math.addExact(others, other.others),
                    Math.addExact(nonAscii, other.nonAscii));
        }
    }

    /**
     * Checks the parts.
     *
     * @param forms what the texts look like
     * @param characters of which characters they consist
     * @param length moments of the lengths
     * @param distinct how many different texts there are
     * @param frequent the most frequent texts
     */
    public TextSummary {
        Objects.requireNonNull(forms, "forms");
        Objects.requireNonNull(characters, "characters");
        Objects.requireNonNull(length, "length");
        Objects.requireNonNull(distinct, "distinct");
        Objects.requireNonNull(frequent, "frequent");
    }

    @Override
    public TextSummary merge(ColumnSummary other) {
        if (!(other instanceof TextSummary that)) {
            throw new IllegalArgumentException("a summary of texts must be merged with one of texts");
        }
        return new TextSummary(
                forms.merge(that.forms),
                characters.merge(that.characters),
                length.merge(that.length),
                distinct.merge(that.distinct),
                frequent.merge(that.frequent));
    }

    /**
     * Whether a text can be written in any Unicode encoding.
     *
     * @param text any text
     * @return false if it holds half a surrogate pair
     */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text with U+FFFD in place of each half of a surrogate pair. */
    static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
