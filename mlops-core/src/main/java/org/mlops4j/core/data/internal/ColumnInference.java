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
    private boolean integer = true;
    private boolean number = true;
    private boolean flag = true;
    private boolean instant = true;
    private boolean localTime = true;
    private boolean vector = true;
    private int dimension;
    private long linesToFirstText;

    /** Watches a column of this name. */
    public ColumnInference(String name) {
        this.name = name;
    }

    /**
     * Looks at one cell.
     *
     * @param cell what stands there, or null if it is missing
     * @param isString whether the source says that it is a text, as quotes do in JSON
     */
    public void see(@Nullable String cell, boolean isString, long line) {
        if (cell == null) {
            return;
        }
        String text = cell.strip();
        boolean isNumber = isString ? CellReader.isNumberWord(text) : !isCode(text) && CellReader.isNumber(text);
        if (number && !isNumber && seen > 0) {
            linesToFirstText = line;
        }
        seen++;
        integer &= isNumber && CellReader.isInteger(text);
        number &= isNumber;
        flag &= !isString && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
        instant = instant && text.length() >= SHORTEST_INSTANT && CellReader.isInstant(text);
        localTime = localTime && CellReader.isLocalTime(text);
        vector = vector && !isString && seeVector(text);
        if (distinct.size() <= MAX_CATEGORIES) {
            distinct.add(cell);
        }
    }

    /**
     * What the cells allow to conclude.
     *
     * @param rows how many rows the column has, cells that are missing included
     */
    public TableRead.Inference conclude(long rows) {
        DataType type = seen == 0 ? DataType.STRING : typeOfSeen();
        String reason = seen == 0 ? "every cell is missing" : evidence(type, rows - seen);
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
        if (vector) {
            return DataType.vector(dimension);
        }
        return distinct.size() <= MAX_CATEGORIES ? DataType.CATEGORY : DataType.STRING;
    }

    private String evidence(DataType type, long missing) {
        String count = distinct.size() > MAX_CATEGORIES ? "over " + MAX_CATEGORIES : String.valueOf(distinct.size());
        String hint = "";
        if (type.isText() && localTime) {
            hint = "; times without offset: give the field type INSTANT and a zone";
        } else if (type.isText() && linesToFirstText > 0) {
            hint = "; numbers up to line " + linesToFirstText + ", which holds none";
        }
        return String.format(Locale.ROOT, "%d values, %d missing, %s distinct%s", seen, missing, count, hint);
    }

    private boolean seeVector(String text) {
        int length = CellReader.vectorLength(text);
        if (seen == 1) {
            dimension = length;
        }
        return length > 0 && length == dimension;
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
}
