package org.mlops4j.core.profile.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.FrequentItems;
import org.mlops4j.profile.TextSummary;

/** Chooses the bins of a column of words. */
public final class WordReference {

    private static final int MOST_WORDS = 254;
    private static final double LEAST_SHARE = 0.001;
    private static final int MOST_CHARACTERS = 1_000_000;

    private WordReference() {}

    /** The frequent words, the rare ones up to a limit, and how many others are to be expected. */
    public static CategoryBins freeze(Column column, int rareWords) {
        List<Tally> tallies = tallies(column);
        long[] counts = tallies.stream().mapToLong(tally -> tally.count).toArray();
        long rows = 0;
        for (long count : counts) {
            rows += count;
        }
        boolean personal = Disclosure.of(column.field()).isPersonal();
        double least = personal ? Math.max(Disclosure.LEAST_ROWS, LEAST_SHARE * rows) : LEAST_SHARE * rows;
        int writable = (int) tallies.stream()
                .filter(tally -> TextSummary.isWellFormed(tally.word))
                .count();
        int frequent = 0;
        while (frequent < Math.min(writable, MOST_WORDS) && counts[frequent] >= least) {
            frequent++;
        }
        int kept = kept(tallies, frequent, personal ? 0 : Math.min(rareWords, writable - frequent));
        long unexpected = 0;
        for (int i = 0; i < counts.length; i++) {
            unexpected += i >= kept || counts[i] == 1 ? counts[i] : 0;
        }
        List<String> words = tallies.stream().map(tally -> tally.word).toList();
        return CategoryBins.of(
                words.subList(0, frequent), words.subList(frequent, kept), rows == 0 ? 0 : (double) unexpected / rows);
    }

    /** The listed items are the words: those with a share of their own, rare ones, and how many others are to be expected. */
    static CategoryBins freeze(Field field, FrequentItems known) {
        boolean personal = Disclosure.of(field).isPersonal();
        double least =
                personal ? Math.max(Disclosure.LEAST_ROWS, LEAST_SHARE * known.total()) : LEAST_SHARE * known.total();
        List<String> words = new ArrayList<>();
        List<String> rare = new ArrayList<>();
        long expected = 0;
        for (FrequentItems.Item item : known.items()) {
            boolean named = !item.isShortened() && !(personal && Disclosure.isHash(item.value()));
            boolean frequent = item.count() >= least && words.size() < MOST_WORDS;
            if (named && (frequent || !personal)) {
                (frequent ? words : rare).add(item.value());
                expected += item.count() > 1 ? item.count() : 0;
            }
        }
        return CategoryBins.of(words, rare, known.total() == 0 ? 0 : 1 - (double) expected / known.total());
    }

    /** How many words are kept by name: some rare ones after the frequent ones, and no library of them. */
    private static int kept(List<Tally> tallies, int frequent, int rareWords) {
        int rare = 0;
        int characters = 0;
        while (rare < rareWords && characters <= MOST_CHARACTERS) {
            characters += tallies.get(frequent + rare++).word.length();
        }
        return characters > MOST_CHARACTERS ? frequent + rare - 1 : frequent + rare;
    }

    /**
     * How often each word occurs: the most frequent first, equally frequent ones in order of their text; at the end those
     * with half a surrogate pair, which no profile could write.
     */
    private static List<Tally> tallies(Column column) {
        Map<String, Tally> byWord = new HashMap<>();
        if (column instanceof CategoryColumn categories) {
            long[] byCode = new long[categories.dictionary().size()];
            for (int row = 0; row < categories.size(); row++) {
                int code = categories.code(row);
                if (code != CategoryColumn.NULL_CODE) {
                    byCode[code]++;
                }
            }
            for (int code = 0; code < byCode.length; code++) {
                if (byCode[code] > 0) {
                    byWord.computeIfAbsent(categories.dictionary().get(code), Tally::new).count += byCode[code];
                }
            }
        } else {
            for (int row = 0; row < column.size(); row++) {
                String word = column.text(row);
                if (word != null) {
                    byWord.computeIfAbsent(word, Tally::new).count++;
                }
            }
        }
        List<Tally> tallies = new ArrayList<>(byWord.values());
        tallies.sort(Comparator.comparing((Tally tally) -> !TextSummary.isWellFormed(tally.word))
                .thenComparing(
                        Comparator.comparingLong((Tally tally) -> tally.count).reversed())
                .thenComparing(tally -> tally.word));
        return tallies;
    }

    /** A word with its count; changed in place so that counting allocates once a word, not once a row. */
    private static final class Tally {

        private final String word;
        private long count;

        Tally(String word) {
            this.word = word;
        }
    }
}
