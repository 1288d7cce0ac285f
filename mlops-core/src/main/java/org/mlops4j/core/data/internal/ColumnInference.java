package org.mlops4j.core.data.internal;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.TableRead;

/** Watches the cells of one column and concludes the narrowest type that reads them all. */
public final class ColumnInference {

    /** Text columns with more distinct values than this are STRING, not CATEGORY. */
    private static final int MAX_CATEGORIES = 1000;

    /** {@code 2026-11-23T08:00Z}. */
    private static final int SHORTEST_INSTANT = 17;

    private final String name;
    private final Set<String> distinct = new HashSet<>();
    private long seen;
    private long missing;
    private boolean integer = true;
    private boolean number = true;
    private boolean flag = true;
    private boolean instant = true;
    private @Nullable String firstText;

    /** Watches a column of this name. */
    public ColumnInference(String name) {
        this.name = name;
    }

    /** Looks at one cell. */
    public void see(String cell, long line) {
        if (cell.isEmpty()) {
            missing++;
            return;
        }
        seen++;
        String text = cell.strip();
        boolean code = isCode(text);
        integer &= !code && CellReader.isInteger(text);
        boolean isNumber = !code && CellReader.isNumber(text);
        if (number && !isNumber && firstText == null) {
            firstText = "line " + line;
        }
        number &= isNumber;
        flag &= text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        instant = instant && isInstant(text);
        if (distinct.size() <= MAX_CATEGORIES) {
            distinct.add(cell);
        }
    }

    /** What the cells allow to conclude. */
    public TableRead.Inference conclude() {
        DataType type = seen == 0 ? DataType.STRING : typeOfSeen();
        String reason = seen == 0
                ? "every cell is empty"
                : String.format(
                        Locale.ROOT,
                        "%d values, %d missing, %s distinct%s",
                        seen,
                        missing,
                        distinct.size() > MAX_CATEGORIES ? "over " + MAX_CATEGORIES : String.valueOf(distinct.size()),
                        firstText == null || number ? "" : "; first that is no number on " + firstText);
        return new TableRead.Inference(Field.builder(name, type).nullable().build(), reason);
    }

    private DataType typeOfSeen() {
        if (flag) {
            return DataType.BOOLEAN;
        }
        if (integer) {
            return DataType.INT64;
        }
        if (number) {
            return DataType.FLOAT64;
        }
        if (instant) {
            return DataType.INSTANT;
        }
        return distinct.size() <= MAX_CATEGORIES ? DataType.CATEGORY : DataType.STRING;
    }

    /**
     * Digits that would not survive being read as a number: a leading zero carries meaning, 007 is a code and not seven;
     * and beyond 64 bits the last digits would be lost.
     */
    private static boolean isCode(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int digits = CellReader.digitsFrom(text, start);
        return digits > 1
                && digits == text.length() - start
                && (text.charAt(start) == '0' || !CellReader.isInteger(text));
    }

    private static boolean isInstant(String text) {
        return text.length() >= SHORTEST_INSTANT && CellReader.isInstant(text);
    }
}
