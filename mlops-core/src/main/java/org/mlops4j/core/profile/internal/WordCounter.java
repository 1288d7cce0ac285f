package org.mlops4j.core.profile.internal;

import java.util.List;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.Moments;

/** Counts words. */
final class WordCounter extends ColumnCounter {

    private final CategoryBins bins;

    WordCounter(Field field, CategoryBins bins) {
        super(field, bins);
        this.bins = bins;
    }

    @Override
    void add(Row row, int position) {
        counts[bins.binOf(row.text(position))]++;
    }

    @Override
    public WordCounter add(Column column) {
        if (column instanceof CategoryColumn categories) {
            addCodes(categories);
        } else {
            for (int row = 0; row < column.size(); row++) {
                counts[bins.binOf(column.text(row))]++;
            }
        }
        return this;
    }

    /** Looks a word up once, not once a row. */
    private void addCodes(CategoryColumn column) {
        List<String> dictionary = column.dictionary();
        long[] byCode = countCodes(column);
        counts[bins.nullBin()] += byCode[0];
        for (int code = 0; code < dictionary.size(); code++) {
            if (byCode[code + 1] > 0) {
                counts[bins.binOf(dictionary.get(code))] += byCode[code + 1];
            }
        }
    }

    /** How often each code occurs, that of a missing value, which is -1, first. */
    static long[] countCodes(CategoryColumn column) {
        long[] byCode = new long[column.dictionary().size() + 1];
        int[] chunk = new int[Math.min(CHUNK, column.size())];
        for (int from = 0; from < column.size(); from += CHUNK) {
            int length = Math.min(CHUNK, column.size() - from);
            column.copyCodesTo(from, chunk, 0, length);
            for (int i = 0; i < length; i++) {
                byCode[chunk[i] + 1]++;
            }
        }
        return byCode;
    }

    @Override
    Moments moments() {
        return Moments.EMPTY;
    }
}
