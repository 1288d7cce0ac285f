package org.mlops4j.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent of many texts, in bounded size: the summary of Misra and Gries 1982
 * (doi:10.1016/0167-6423(82)90012-0), merged as Agarwal et al. 2012 (doi:10.1145/2213556.2213562) do.
 *
 * <p>An item that is listed occurred at least {@code count} and at most {@code count + errorBound()} times; one that is not
 * occurred at most {@link #errorBound()} times. The bound is at most {@code total / (capacity + 1)}, and 0 as long as there
 * were no more distinct items than the capacity: then all are listed with their exact counts.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class FrequentItems {

    /** So many items are listed at most. */
    public static final int CAPACITY = 512;

    /** So many characters all listed items may have together; fewer are listed if they are long. */
    public static final int MOST_CHARACTERS = 24_000;

    /** Of nothing. */
    public static final FrequentItems EMPTY = new FrequentItems(0, 0, List.of());

    /**
     * An item with how often it occurred at least.
     *
     * @param value the text; one of more than 128 characters is cut to 100 and ends with {@code …#} and a hash
     * @param count a number above 0
     */
    public record Item(String value, long count) {

        /**
         * Checks the parts.
         *
         * @param value the text
         * @param count a number above 0
         * @throws IllegalArgumentException if the count is not above 0
         */
        public Item {
            Objects.requireNonNull(value, "value");
            if (count <= 0) {
                throw new IllegalArgumentException("count of '" + value + "' must be > 0 but was " + count);
            }
        }

        /**
         * Whether the text was cut because it was long.
         *
         * @return true if it ends with a hash
         */
        public boolean isShortened() {
            return value.startsWith(SHORTENED, Builder.KEPT_OF_LONGER);
        }
    }

    private static final String SHORTENED = "…#";

    private static final Comparator<Item> ORDER =
            Comparator.comparingLong(Item::count).reversed().thenComparing(Item::value);

    private final long total;
    private final long errorBound;
    private final List<Item> items;

    private FrequentItems(long total, long errorBound, List<Item> items) {
        this.total = total;
        this.errorBound = errorBound;
        this.items = items;
    }

    /**
     * Begins a summary of nothing.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A summary from its state.
     *
     * @param total how many texts there were
     * @param errorBound how much counts may be too low
     * @param items the items, distinct, in any order
     * @return the summary
     * @throws IllegalArgumentException if a number is negative, an item occurs twice, or there are more than the total
     */
    public static FrequentItems of(long total, long errorBound, List<Item> items) {
        long listed = 0;
        for (Item item : items) {
            listed = Math.addExact(listed, item.count());
        }
        if (errorBound < 0 || listed > total) {
            throw new IllegalArgumentException("errorBound must be >= 0 and the counts together at most total " + total
                    + " but were " + errorBound + " and " + listed);
        }
        if (new HashSet<>(items.stream().map(Item::value).toList()).size() != items.size()) {
            throw new IllegalArgumentException("items must be distinct");
        }
        return new FrequentItems(total, errorBound, items.stream().sorted(ORDER).toList());
    }

    /**
     * How many texts there were.
     *
     * @return a number from 0
     */
    public long total() {
        return total;
    }

    /**
     * How much the count of any item, listed or not, may be too low.
     *
     * @return a number from 0; 0 if all items are listed and exact
     */
    public long errorBound() {
        return errorBound;
    }

    /**
     * The items, the most frequent first, equally frequent ones in order of their text.
     *
     * @return an unmodifiable list
     */
    public List<Item> items() {
        return items;
    }

    /**
     * The texts of both.
     *
     * @param other another summary
     * @return the merged summary, whose error bound is at most the sum of both plus what its own size costs
     */
    public FrequentItems merge(FrequentItems other) {
        return new Builder().add(this).add(other).build();
    }

    /**
     * The same items under other names where they are rare.
     *
     * @param least items with a lower count are renamed
     * @param rename gives a rare item its name
     * @return the summary; the error bound grows by {@code least - 1}, because a name may stand for more than is listed
     */
    public FrequentItems renameBelow(long least, UnaryOperator<String> rename) {
        Map<String, Long> renamed = new HashMap<>();
        for (Item item : items) {
            renamed.merge(
                    item.count() < least ? rename.apply(item.value()) : item.value(), item.count(), Math::addExact);
        }
        List<Item> all = renamed.entrySet().stream()
                .map(entry -> new Item(entry.getKey(), entry.getValue()))
                .sorted(ORDER)
                .toList();
        return items.isEmpty() || items.get(items.size() - 1).count() >= least
                ? this
                : new FrequentItems(total, errorBound + Math.max(0, least - 1), all);
    }

    /**
     * Compares the state.
     *
     * @param other what to compare with
     * @return true for an equal summary
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FrequentItems that
                && total == that.total
                && errorBound == that.errorBound
                && items.equals(that.items);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the items
     */
    @Override
    public int hashCode() {
        return 31 * Long.hashCode(total) + items.hashCode();
    }

    /**
     * One line for messages.
     *
     * @return counts and error bound
     */
    @Override
    public String toString() {
        return items.size() + " frequent items of " + total + ", each at most " + errorBound + " more";
    }

    /** Takes texts in. Not thread-safe. */
    public static final class Builder {

        private static final int MOST_HELD = 4 * CAPACITY;
        private static final int LONGEST = 128;
        private static final int KEPT_OF_LONGER = 100;

        private final Map<String, Tally> tallies = new HashMap<>();
        private long total;
        private long errorBound;

        private Builder() {}

        /**
         * Takes a text in.
         *
         * @param value the text
         * @return this builder
         */
        public Builder add(String value) {
            return add(value, 1);
        }

        /**
         * Takes a text in that occurred several times.
         *
         * @param value the text
         * @param times how often, at least 1
         * @return this builder
         * @throws IllegalArgumentException if times is below 1
         */
        public Builder add(String value, long times) {
            if (times < 1) {
                throw new IllegalArgumentException("times must be >= 1 but was " + times);
            }
            total = Math.addExact(total, times);
            Tally known = tallies.get(value);
            if (known == null) {
                known = tallies.computeIfAbsent(presentable(value), any -> new Tally());
            }
            known.count += times;
            if (tallies.size() > MOST_HELD) {
                keep(2 * CAPACITY);
            }
            return this;
        }

        /**
         * Takes all texts of a summary in.
         *
         * @param summary the other summary
         * @return this builder
         */
        public Builder add(FrequentItems summary) {
            long before = total;
            summary.items.forEach(item -> add(item.value(), item.count()));
            total = Math.addExact(before, summary.total);
            errorBound = Math.addExact(errorBound, summary.errorBound);
            return this;
        }

        /**
         * The summary of what was taken in so far; more may follow.
         *
         * @return the summary
         */
        public FrequentItems build() {
            List<Item> sorted = new ArrayList<>(tallies.size());
            tallies.forEach((value, tally) -> sorted.add(new Item(value, tally.count)));
            sorted.sort(ORDER);
            int kept = 0;
            int characters = 0;
            while (kept < Math.min(CAPACITY, sorted.size())
                    && characters + sorted.get(kept).value().length() <= MOST_CHARACTERS) {
                characters += sorted.get(kept++).value().length();
            }
            long excess = kept < sorted.size() ? sorted.get(kept).count() : 0;
            List<Item> items = sorted.subList(0, kept).stream()
                    .filter(item -> item.count() > excess)
                    .map(item -> new Item(item.value(), item.count() - excess))
                    .toList();
            return new FrequentItems(total, errorBound + excess, items);
        }

        /** Lowers all counts by that of the first item too many. */
        private void keep(int most) {
            long[] counts = tallies.values().stream()
                    .mapToLong(tally -> tally.count)
                    .sorted()
                    .toArray();
            long excess = counts[counts.length - 1 - most];
            LongUnaryOperator lowered = count -> count - excess;
            tallies.values().removeIf(tally -> {
                tally.count = lowered.applyAsLong(tally.count);
                return tally.count <= 0;
            });
            errorBound += excess;
        }

        /** A form of bounded length that any encoding can hold: half a surrogate pair becomes U+FFFD. */
        private static String presentable(String value) {
            String text = value;
            if (text.length() > LONGEST) {
                long hash = DistinctSketch.builder().add(text).build().hashes()[0];
                text = text.substring(0, KEPT_OF_LONGER) + SHORTENED + Long.toHexString(hash);
            }
            return TextSummary.isWellFormed(text) ? text : TextSummary.wellFormed(text);
        }

        /** A count that changes in place. */
        private static final class Tally {

            private long count;
        }
    }
}
