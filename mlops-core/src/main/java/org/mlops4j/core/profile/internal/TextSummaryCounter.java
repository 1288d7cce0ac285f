package org.mlops4j.core.profile.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.profile.DistinctSketch;
import org.mlops4j.profile.FrequentItems;
import org.mlops4j.profile.TextSummary;

/** Summarises texts. */
final class TextSummaryCounter extends SummaryCounter {

    private static final int ASCII = 128;

    private final Map<TextForm, long[]> forms = new EnumMap<>(TextForm.class); // of one count each
    private final RunningMoments length = new RunningMoments();
    private final DistinctSketch.Builder distinct = DistinctSketch.builder();
    private final FrequentItems.Builder frequent = FrequentItems.builder();
    private long padded;
    private long malformed;
    private long letters;
    private long digits;
    private long spaces;
    private long others;
    private long nonAscii;

    TextSummaryCounter(Field field) {
        super(field);
    }

    @Override
    void addPresent(Row row, int position) {
        String text = row.text(position);
        if (text != null) {
            add(text, 1);
        }
    }

    @Override
    public TextSummaryCounter add(Column column) {
        if (column instanceof CategoryColumn categories) {
            long[] byCode = WordCounter.countCodes(categories);
            List<String> dictionary = categories.dictionary();
            counts[NULL] += byCode[0];
            for (int code = 0; code < dictionary.size(); code++) {
                if (byCode[code + 1] > 0) {
                    counts[PRESENT] += byCode[code + 1];
                    add(dictionary.get(code), byCode[code + 1]);
                }
            }
        } else {
            for (int row = 0; row < column.size(); row++) {
                String text = column.text(row);
                counts[text == null ? NULL : PRESENT]++;
                if (text != null) {
                    add(text, 1);
                }
            }
        }
        return this;
    }

    private void add(String text, long times) {
        counter(TextForm.of(text))[0] += times;
        distinct.add(text);
        frequent.add(text, times);
        addCharacters(text, times);
    }

    private long[] counter(TextForm form) {
        return forms.computeIfAbsent(form, any -> new long[1]);
    }

    private void addCharacters(String text, long times) {
        int size = 0;
        boolean broken = false;
        boolean spaceAtAnEnd = false;
        boolean allSpace = true;
        for (int i = 0; i < text.length(); size++) {
            int c = text.codePointAt(i);
            boolean space = false;
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                letters += times;
            } else if (c >= '0' && c <= '9') {
                digits += times;
            } else if (TextForm.isSpace(c)) {
                spaces += times;
                space = true;
            } else if (c < ASCII) {
                others += times;
            } else {
                broken |= c == 0xFFFD || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                letters += Character.isLetter(c) ? times : 0;
                digits += Character.isDigit(c) ? times : 0;
                others += Character.isLetterOrDigit(c) ? 0 : times;
            }
            nonAscii += c >= ASCII ? times : 0;
            allSpace &= space;
            int next = i + Character.charCount(c);
            spaceAtAnEnd |= space && (i == 0 || next == text.length());
            i = next;
        }
        length.add(size, times);
        padded += spaceAtAnEnd && !allSpace ? times : 0;
        malformed += broken ? times : 0;
    }

    @Override
    TextSummary summary() {
        return new TextSummary(
                new TextSummary.Forms(
                        counter(TextForm.EMPTY)[0],
                        counter(TextForm.BLANK)[0],
                        counter(TextForm.NULL_WORD)[0],
                        counter(TextForm.INTEGER)[0],
                        counter(TextForm.DECIMAL)[0],
                        counter(TextForm.BOOLEAN)[0],
                        counter(TextForm.TIME)[0],
                        counter(TextForm.WORD)[0],
                        padded,
                        malformed),
                new TextSummary.Characters(letters, digits, spaces, others, nonAscii),
                length.toMoments(),
                distinct.build(),
                frequent.build());
    }
}
