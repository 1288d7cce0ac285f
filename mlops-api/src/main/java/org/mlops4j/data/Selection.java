package org.mlops4j.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which physical rows a view shows, in which order; shared by all columns of a table. */
final class Selection {

    private final int @Nullable [] rows;
    private final int offset;
    private final int size;

    private Selection(int @Nullable [] rows, int offset, int size) {
        this.rows = rows;
        this.offset = offset;
        this.size = size;
    }

    static Selection all(int size) {
        return new Selection(null, 0, size);
    }

    int size() {
        return size;
    }

    /** The physical row behind a visible one. */
    int physical(int row) {
        Objects.checkIndex(row, size);
        return rows == null ? offset + row : rows[offset + row];
    }

    /** Physical rows are consecutive, so a bulk copy may be used. */
    boolean isContiguous() {
        return rows == null;
    }

    Selection slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new Selection(rows, offset + from, to - from);
    }

    Selection select(int[] visible) {
        int[] chosen = new int[visible.length];
        for (int i = 0; i < visible.length; i++) {
            chosen[i] = physical(visible[i]);
        }
        return new Selection(chosen, 0, chosen.length);
    }
}
