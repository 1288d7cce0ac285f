package org.mlops4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mlops4j.profile.FrequentItems.Item;

class FrequentItemsTest {

    /** Draws of 10,000 words with shares as 1/rank. */
    private static String[] zipf(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] words = new String[n];
        // The inverse of the cumulated shares, about: rank = 10000^u
        Arrays.setAll(words, i -> "w" + (int) Math.pow(10_000, random.nextDouble()));
        return words;
    }

    private static FrequentItems of(String... words) {
        FrequentItems.Builder builder = FrequentItems.builder();
        Arrays.stream(words).forEach(builder::add);
        return builder.build();
    }

    private static void assertWithinBound(FrequentItems found, String... words) {
        Map<String, Long> truth = new HashMap<>();
        Arrays.stream(words).forEach(word -> truth.merge(word, 1L, Long::sum));
        Map<String, Long> listed = new HashMap<>();
        found.items().forEach(item -> listed.put(item.value(), item.count()));
        assertThat(truth).allSatisfy((word, count) -> {
            long low = listed.getOrDefault(word, 0L);
            assertThat(count).isBetween(low, low + found.errorBound());
        });
        assertThat(truth.keySet()).containsAll(listed.keySet());
        assertThat(found.total()).isEqualTo(words.length);
    }

    @Test
    void countsOfManyWordsAreWithinTheBound() {
        String[] words = zipf(200_000, 1);
        FrequentItems found = of(words);
        assertWithinBound(found, words);
        // Misra and Gries 1982: at most n / (capacity + 1)
        assertThat(found.errorBound()).isLessThanOrEqualTo(200_000 / (FrequentItems.CAPACITY + 1));
    }

    @Test
    void countsOfMergedPartsAreWithinTheBound() {
        String[] words = zipf(80_000, 2);
        FrequentItems merged = FrequentItems.EMPTY;
        for (int part = 0; part < 8; part++) {
            merged = merged.merge(of(Arrays.copyOfRange(words, part * 10_000, (part + 1) * 10_000)));
        }
        assertWithinBound(merged, words);
        // Agarwal et al. 2012: merging keeps the bound of a single summary.
        assertThat(merged.errorBound()).isLessThanOrEqualTo(80_000 / (FrequentItems.CAPACITY + 1));
    }

    @Test
    void fewWordsAreCountedExactly() {
        FrequentItems found = of("b", "a", "b", "c", "c", "b");
        assertThat(found.errorBound()).isZero();
        assertThat(found.items()).containsExactly(new Item("b", 3), new Item("c", 2), new Item("a", 1));
    }

    @Test
    void everyWordDifferentLeavesNoneFrequent() {
        String[] words = new String[5000];
        Arrays.setAll(words, i -> "w" + i);
        FrequentItems found = of(words);
        assertThat(found.errorBound()).isPositive();
        assertWithinBound(found, words);
    }

    @Test
    void longTextsAreCutAndStillToldApart() {
        String text = "x".repeat(500);
        FrequentItems found = of(text + "1", text + "2", text + "2");
        assertThat(found.items()).hasSize(2).allSatisfy(item -> {
            assertThat(item.isShortened()).isTrue();
            assertThat(item.value()).hasSizeLessThan(120);
        });
    }

    @Test
    void allTextsTogetherAreBounded() {
        String[] words = new String[600];
        Arrays.setAll(words, i -> "y".repeat(100) + i);
        FrequentItems found = of(words);
        assertThat(found.items().stream()
                        .mapToInt(item -> item.value().length())
                        .sum())
                .isLessThanOrEqualTo(FrequentItems.MOST_CHARACTERS);
        assertWithinBound(found, words);
    }

    @Test
    void halfASurrogatePairIsReplaced() {
        FrequentItems found = of("a\uD800b", "a\uD800b", "\uD83D\uDE00");
        assertThat(found.items()).containsExactly(new Item("a\uFFFDb", 2), new Item("\uD83D\uDE00", 1));
    }

    @Test
    void rareItemsCanBeRenamed() {
        FrequentItems found = of("a", "a", "a", "b", "c").renameBelow(2, any -> "rare");
        assertThat(found.items()).containsExactly(new Item("a", 3), new Item("rare", 2));
        // The name a may also hide behind "rare" in a summary that this one is merged with.
        assertThat(found.errorBound()).isEqualTo(1);
    }

    @Test
    void stateIsReadBack() {
        FrequentItems found = of(zipf(20_000, 3));
        assertThat(FrequentItems.of(found.total(), found.errorBound(), found.items()))
                .isEqualTo(found);
    }

    @Test
    void stateThatIsNoneIsRefused() {
        assertThatThrownBy(() -> FrequentItems.of(1, 0, List.of(new Item("a", 2))))
                .hasMessageContaining("at most total 1");
        assertThatThrownBy(() -> FrequentItems.of(9, 0, List.of(new Item("a", 2), new Item("a", 1))))
                .hasMessageContaining("distinct");
        assertThatThrownBy(() -> new Item("a", 0)).hasMessageContaining("must be > 0");
        assertThatThrownBy(() -> FrequentItems.builder().add("a", 0)).hasMessageContaining("times must be >= 1");
    }
}
