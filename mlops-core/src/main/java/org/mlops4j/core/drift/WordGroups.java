package org.mlops4j.core.drift;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;

/**
 * Joins the bins of words: a group for each word frequent enough to be expected five times on either side, one for all
 * other words, one for missing values. Expected counts are those of both sides together: given these, chance alone divides
 * the rows, whereas words chosen for being frequent in the reference would fall back in new data. For the same reason a
 * word must be well above the bar that the reference set for a bin of its own, unless that luck is small beside the
 * tolerance. Words never seen are a group of their own if there are clearly more than the reference lets expect.
 */
final class WordGroups {

    private static final double LEAST_EXPECTED = 5;
    /** How many standard deviations count as clear. */
    private static final double CLEARLY = 3;

    /** From this share of words not expected to come again there is nothing to compare. */
    private static final double HARDLY_REPEATED = 0.5;

    private static final long MANY_ROWS = 1000;
    /** The share of rows that may be of words not compared by themselves. */
    private static final double MOST = 0.8;

    private final CategoryBins bins;
    private final ColumnProfile reference;
    private final ColumnProfile current;
    private final double tolerance;
    private long mixed;

    /** Groups for a tolerance in units of PSI. */
    WordGroups(CategoryBins bins, ColumnProfile reference, ColumnProfile current, double tolerance) {
        this.tolerance = tolerance;
        this.bins = bins;
        this.reference = reference;
        this.current = current;
    }

    /** The groups; some may be empty. */
    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        long otherBefore = reference.total() - reference.nulls();
        long otherNow = current.total() - current.nulls();
        long expectedUnseen = expectedUnseen(otherBefore);
        double least = leastExpected();
        double referencePart = (double) reference.total() / (reference.total() + current.total());
        boolean nameable = reference.field().sensitivity().compareTo(Sensitivity.PERSONAL) < 0;
        for (int bin = 0; bin < bins.words().size(); bin++) {
            long before = reference.count(bin);
            long now = current.count(bin);
            if ((before + now) * referencePart >= least) {
                groups.add(new Group(nameable ? "'" + bins.label(bin) + "'" : "word " + (bin + 1), before, now));
                otherBefore -= before;
                otherNow -= now;
            }
        }
        mixed = otherBefore;
        long unseen = current.count(bins.unseenBin());
        if (unseen == otherNow && reference.count(bins.unseenBin()) == otherBefore) {
            groups.add(new Group("words never seen", otherBefore, otherNow));
        } else if (isSurprising(unseen, expectedUnseen)) {
            long before = Math.min(expectedUnseen, otherBefore);
            groups.add(new Group("rarer words", otherBefore - before, otherNow - unseen));
            groups.add(new Group("words never seen", before, unseen));
        } else {
            String label = isFreeText() ? "words that hardly ever repeat" : "rarer and never seen words";
            groups.add(new Group(label, otherBefore, otherNow));
        }
        groups.add(new Group("missing", reference.nulls(), current.nulls()));
        return groups;
    }

    /**
     * Whether most changes of words could not have been seen, because too few are frequent enough. A column whose words
     * hardly ever repeat in many rows, such as free text, has no shares of words to change.
     */
    boolean isBlind() {
        long present = reference.total() - reference.nulls();
        return mixed > MOST * present && !isFreeText();
    }

    private boolean isFreeText() {
        return bins.expectedUnseen() > HARDLY_REPEATED && reference.total() - reference.nulls() >= MANY_ROWS;
    }

    /** How often a word must be expected in the reference to be a group. */
    private double leastExpected() {
        double inBoth = LEAST_EXPECTED * Math.max(1, (double) reference.total() / current.total());
        if (bins.rare().isEmpty()) {
            return inBoth;
        }
        long bar = Long.MAX_VALUE;
        for (int bin = 0; bin < bins.words().size(); bin++) {
            bar = Math.min(bar, reference.count(bin));
        }
        // Words that stand above the bar by luck shift the shares by an effect of less than 1 / bar.
        boolean lucky = 1.0 / bar > tolerance / 10;
        return Math.max(inBoth, lucky ? bar + CLEARLY * Math.sqrt((double) bar) : 0);
    }

    /** How many rows of the reference would be of words never seen. */
    private long expectedUnseen(long present) {
        long counted = reference.count(bins.unseenBin());
        return counted > 0 ? counted : Math.round(bins.expectedUnseen() * present);
    }

    /**
     * Whether there are clearly more never-seen words than expected. The expectation is the number N1 of words seen once, of
     * variance N1 + 2 N2 (Robbins 1968, doi:10.1214/aoms/1177698526), where N2, not known here, is taken to be as large as
     * N1; one is added so that none seen once does not mean none expected.
     */
    private boolean isSurprising(long unseen, long expected) {
        double ratio = (double) reference.total() / current.total();
        double deviation = Math.sqrt((expected + 1) * (3 + ratio));
        return unseen * ratio > expected + CLEARLY * deviation;
    }
}
