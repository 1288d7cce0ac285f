package org.mlops4j.core.prediction.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Row;

/** Rows as words, so that two can be compared bit by bit. */
final class Rows {

    private Rows() {}

    static List<String> describe(Row row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.schema().size(); i++) {
            values.add(
                    row.schema().field(i).name() + " " + row.schema().field(i).type() + " " + value(row, i));
        }
        return values;
    }

    private static String value(Row row, int field) {
        if (row.isNull(field)) {
            return "missing";
        }
        return switch (row.schema().field(field).type().kind()) {
            case BOOLEAN -> Boolean.toString(row.bool(field));
            case INT64 -> Long.toString(row.int64(field));
            case FLOAT64 -> Long.toHexString(Double.doubleToRawLongBits(row.number(field)));
            case STRING, CATEGORY -> "'" + row.text(field) + "'";
            case INSTANT -> String.valueOf(row.instant(field));
            case VECTOR ->
                Arrays.toString(Arrays.stream(row.vector(field))
                        .mapToLong(Double::doubleToRawLongBits)
                        .toArray());
        };
    }
}
