package org.mlops4j.data;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a CATEGORY field: a dictionary of words and one code a row.
 *
 * @since 0.1.0
 */
public final class CategoryColumn extends Column {

    /** The code of a missing value. */
    public static final int NULL_CODE = -1;

    private final int[] codes;
    private final List<String> dictionary;

    CategoryColumn(Field field, int[] codes, List<String> dictionary, Validity validity, Selection selection) {
        super(field, validity, selection);
        this.codes = codes;
        this.dictionary = dictionary;
        requireType(DataType.Kind.CATEGORY);
    }

    /**
     * A column of words; the dictionary holds them in order of appearance.
     *
     * @param field what the values mean
     * @param values one value a row, null where missing
     * @return the column
     * @throws IllegalArgumentException if the field is not CATEGORY
     */
    public static CategoryColumn of(Field field, @Nullable String... values) {
        Map<String, Integer> known = new LinkedHashMap<>();
        int[] codes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            codes[i] = value == null ? NULL_CODE : known.computeIfAbsent(value, word -> known.size());
        }
        return ofOwned(field, codes, List.copyOf(known.keySet()));
    }

    /**
     * A column from codes.
     *
     * @param field what the values mean
     * @param codes one position in the dictionary a row, {@link #NULL_CODE} where missing; copied
     * @param dictionary the words, each once; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not CATEGORY or a word occurs twice
     * @throws IndexOutOfBoundsException if a code lies outside the dictionary
     */
    public static CategoryColumn ofCodes(Field field, int[] codes, List<String> dictionary) {
        List<String> words = List.copyOf(dictionary);
        if (new HashSet<>(words).size() != words.size()) {
            throw new IllegalArgumentException(
                    "dictionary of field '" + field.name() + "' must hold each word once but holds " + words.size()
                            + " words of which " + new HashSet<>(words).size() + " are distinct");
        }
        for (int code : codes) {
            if (code != NULL_CODE) {
                Objects.checkIndex(code, words.size());
            }
        }
        return ofOwned(field, codes.clone(), words);
    }

    static CategoryColumn ofOwned(Field field, int[] codes, List<String> dictionary) {
        BitSet nulls = new BitSet();
        for (int i = 0; i < codes.length; i++) {
            nulls.set(i, codes[i] == NULL_CODE);
        }
        return new CategoryColumn(field, codes, dictionary, Validity.withNulls(nulls), Selection.all(codes.length));
    }

    /**
     * The words that codes stand for; some may occur in no row of this view.
     *
     * @return an unmodifiable list
     */
    public List<String> dictionary() {
        return dictionary;
    }

    /**
     * One code.
     *
     * @param row row from 0
     * @return a position in the dictionary, or {@link #NULL_CODE}
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int code(int row) {
        return codes[physical(row)];
    }

    /**
     * One word.
     *
     * @param row row from 0
     * @return the word, or null if it is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public @Nullable String at(int row) {
        int code = code(row);
        return code == NULL_CODE ? null : dictionary.get(code);
    }

    /**
     * Copies codes.
     *
     * @param from first row
     * @param target where to
     * @param at first position in the target
     * @param count how many
     * @throws IndexOutOfBoundsException if rows or positions lie outside
     */
    public void copyCodesTo(int from, int[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, size());
        Objects.checkFromIndexSize(at, count, target.length);
        for (int i = 0; i < count; i++) {
            target[at + i] = codes[physical(from + i)];
        }
    }

    @Override
    public @Nullable String text(int row) {
        return at(row);
    }

    @Override
    CategoryColumn withSelection(Selection chosen) {
        return new CategoryColumn(field(), codes, dictionary, validity(), chosen);
    }

    @Override
    void write(int row, int position, RowSink sink) {
        String value = at(row);
        if (value != null) {
            sink.text(position, value);
        }
    }
}
