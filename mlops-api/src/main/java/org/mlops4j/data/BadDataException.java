package org.mlops4j.data;

import java.util.List;
import java.util.stream.Collectors;
import org.mlops4j.identity.MlopsException;

/**
 * Data does not fit its schema. Carries every bad cell found, up to the reader's limit.
 *
 * @since 0.1.0
 */
public class BadDataException extends MlopsException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private final transient List<BadCell> badCells;
    private final transient long total;

    /**
     * Bad cells of a source.
     *
     * @param source what was read, for example a file name
     * @param badCells the cells, in order
     * @param total how many there are in all, at least as many as listed
     * @param fix what to do about them
     */
    public BadDataException(String source, List<BadCell> badCells, long total, String fix) {
        super(message(source, badCells, total, fix));
        this.badCells = List.copyOf(badCells);
        this.total = total;
    }

    /**
     * The bad cells, in order, up to the reader's limit.
     *
     * @return an unmodifiable list
     */
    public List<BadCell> badCells() {
        return badCells;
    }

    /**
     * How many bad cells there are in all.
     *
     * @return a number not below the size of {@link #badCells()}
     */
    public long total() {
        return total;
    }

    private static String message(String source, List<BadCell> badCells, long total, String fix) {
        int shown = Math.min(SHOWN, badCells.size());
        String lines = badCells.stream().limit(shown).map(cell -> "\n  " + cell).collect(Collectors.joining());
        String more = total > shown ? "\n  and " + (total - shown) + " more" : "";
        return source + " has " + total + (total == 1 ? " bad cell" : " bad cells") + "; " + fix + lines + more;
    }
}
