package org.mlops4j.core.drift;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.NumericBins;

/** All rows of both sides, in groups chosen from the reference and the numbers of rows. */
final class Groups {

    private static final double PSEUDO_COUNT = 0.5;
    private static final int MOST_SHOWN = 5;

    private final List<Group> groups;
    private final long referenceRows;
    private final long currentRows;
    private final boolean blind;

    private Groups(List<Group> groups, boolean blind) {
        this.blind = blind;
        this.groups = groups.stream().filter(group -> !group.isEmpty()).toList();
        this.referenceRows = groups.stream().mapToLong(Group::reference).sum();
        this.currentRows = groups.stream().mapToLong(Group::current).sum();
    }

    /** The groups for a tolerance in units of PSI. */
    static Groups of(ColumnProfile reference, ColumnProfile current, double tolerance) {
        if (reference.bins() instanceof NumericBins bins) {
            return new Groups(new NumberGroups(bins, reference, current).groups(), false);
        }
        WordGroups words = new WordGroups((CategoryBins) reference.bins(), reference, current, tolerance);
        return new Groups(words.groups(), words.isBlind());
    }

    /** Whether all groups are so mixed that a change would not have been seen. */
    boolean isBlind() {
        return blind;
    }

    List<Group> groups() {
        return groups;
    }

    int size() {
        return groups.size();
    }

    long referenceRows() {
        return referenceRows;
    }

    long currentRows() {
        return currentRows;
    }

    double referenceShare(Group group) {
        return (double) group.reference() / referenceRows;
    }

    double currentShare(Group group) {
        return (double) group.current() / currentRows;
    }

    /** A share, with half a row added to every group so that no group is empty; all still add up to 1. */
    double smoothedReferenceShare(Group group) {
        return (group.reference() + PSEUDO_COUNT) / (referenceRows + PSEUDO_COUNT * groups.size());
    }

    /** As {@link #smoothedReferenceShare}. */
    double smoothedCurrentShare(Group group) {
        return (group.current() + PSEUDO_COUNT) / (currentRows + PSEUDO_COUNT * groups.size());
    }

    /** What a group adds to the population stability index. */
    double weight(Group group) {
        double p = smoothedReferenceShare(group);
        double q = smoothedCurrentShare(group);
        return (p - q) * Math.log(p / q);
    }

    /** The groups that weigh most, in words. */
    String moved(int most) {
        return byWeight()
                .limit(most)
                .filter(group -> move(group) != 0)
                .map(group -> "share of " + group.label() + (move(group) > 0 ? " rose" : " fell") + " from "
                        + Figures.share(referenceShare(group)) + " to " + Figures.share(currentShare(group)))
                .collect(Collectors.joining(", "));
    }

    /** The groups that weigh most, as evidence. */
    List<Map<String, Object>> movedAsData() {
        return byWeight()
                .limit(MOST_SHOWN)
                .<Map<String, Object>>map(group -> Map.of(
                        "group", group.label(),
                        "reference", referenceShare(group),
                        "current", currentShare(group)))
                .toList();
    }

    private Stream<Group> byWeight() {
        return groups.stream().sorted(Comparator.comparingDouble(this::weight).reversed());
    }

    private double move(Group group) {
        return currentShare(group) - referenceShare(group);
    }
}
