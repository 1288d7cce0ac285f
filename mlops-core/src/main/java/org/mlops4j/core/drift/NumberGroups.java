package org.mlops4j.core.drift;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.NumericBins;

/**
 * Joins the bins of numbers into about ten groups of equal share in the reference. A bin that holds a group's share by
 * itself, such as the zeros of a zero-inflated column, stays alone; the stretches between such bins are cut evenly. What
 * is left beside them and too small for a group is one group of other values, so that numbers where the reference has
 * none are seen. NaN and missing values are groups of their own.
 */
final class NumberGroups {

    private static final int MOST_GROUPS = 10;
    private static final int LEAST_GROUPS = 2;
    private static final int LEAST_EXPECTED = 10;

    private final NumericBins bins;
    private final OrderedCells cells;
    private final ColumnProfile reference;
    private final ColumnProfile current;
    private final List<Group> groups = new ArrayList<>();
    private final List<Group> leftOver = new ArrayList<>();
    private final double share;

    NumberGroups(NumericBins bins, ColumnProfile reference, ColumnProfile current) {
        this.bins = bins;
        this.cells = OrderedCells.of(bins);
        this.reference = reference;
        this.current = current;
        double numbers = (double) count(reference, 0, cells.size());
        double expected = Math.min(numbers, current.total() * numbers / Math.max(1, reference.total()));
        double most = Math.floor(expected / LEAST_EXPECTED);
        this.share = numbers / Math.max(LEAST_GROUPS, Math.min(MOST_GROUPS, most));
    }

    /** The groups; some may be empty. */
    List<Group> groups() {
        int from = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            if (share > 0 && reference.count(cells.bin(cell)) >= share) {
                cut(from, cell);
                groups.add(group(cell, cell + 1));
                from = cell + 1;
            }
        }
        cut(from, cells.size());
        addLeftOver();
        groups.add(new Group("not a number", reference.count(bins.nanBin()), current.count(bins.nanBin())));
        groups.add(new Group("missing", reference.nulls(), current.nulls()));
        return groups;
    }

    /** Cuts a stretch of bins into as many groups as its share is worth. */
    private void cut(int from, int to) {
        long rows = count(reference, from, to);
        long parts = share > 0 ? Math.round(rows / share) : 0;
        if (parts == 0) {
            if (from < to) {
                leftOver.add(group(from, to));
            }
            return;
        }
        int start = from;
        long before = 0;
        long part = 1;
        for (int cell = from; cell < to; cell++) {
            long next = reference.count(cells.bin(cell));
            // A bin that straddles the border goes where more than half of it lies.
            if (part < parts && cell > start && before + next / 2.0 > (double) part * rows / parts) {
                groups.add(group(start, cell));
                start = cell;
                part++;
            }
            before += next;
        }
        groups.add(group(start, to));
    }

    private void addLeftOver() {
        long was = leftOver.stream().mapToLong(Group::reference).sum();
        long is = leftOver.stream().mapToLong(Group::current).sum();
        groups.add(new Group(leftOver.size() == 1 ? leftOver.get(0).label() : "other values", was, is));
    }

    private Group group(int from, int to) {
        return new Group(cells.label(from, to), count(reference, from, to), count(current, from, to));
    }

    private long count(ColumnProfile column, int from, int to) {
        long sum = 0;
        for (int cell = from; cell < to; cell++) {
            sum += column.count(cells.bin(cell));
        }
        return sum;
    }
}
