package org.mlops4j.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;

class GroupsTest {

    private static final double TOLERANCE = 0.1;

    private static ColumnProfile column(NumericBins bins, long... counts) {
        return ColumnProfile.of(Samples.X, bins, Arrays.copyOf(counts, bins.size()), Moments.EMPTY);
    }

    /** A reference of 0, 1, …, n - 1 once each. */
    private static ColumnProfile ramp(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> i);
        return Samples.reference(Samples.numbers(values)).columns().get(0);
    }

    private static List<Group> groups(ColumnProfile reference, ColumnProfile current) {
        return Groups.of(reference, current, TOLERANCE).groups();
    }

    @Test
    void numbersAreCutIntoTenths() {
        ColumnProfile ramp = ramp(2560);
        assertThat(groups(ramp, ramp))
                .hasSize(10)
                .allSatisfy(group -> assertThat(group.reference()).isBetween(250L, 262L));
    }

    @Test
    void fewRowsAreCutIntoFewerGroups() {
        ColumnProfile ramp = ramp(45);
        assertThat(groups(ramp, ramp)).hasSize(4);
    }

    @Test
    void smallCurrentSideGivesFewerGroupsToo() {
        ColumnProfile ramp = ramp(1000);
        long[] counts = new long[ramp.bins().size()];
        counts[1] = 30;
        assertThat(groups(ramp, Samples.counted(ramp, counts))).hasSize(3);
    }

    @Test
    void groupsDoNotDependOnWhereCurrentNumbersLie() {
        ColumnProfile ramp = ramp(1000);
        long[] low = new long[ramp.bins().size()];
        low[1] = 500;
        long[] high = new long[ramp.bins().size()];
        high[200] = 500;
        assertThat(groups(ramp, Samples.counted(ramp, low)).stream().map(Group::label))
                .isEqualTo(groups(ramp, Samples.counted(ramp, high)).stream()
                        .map(Group::label)
                        .toList());
    }

    @Test
    void heavyValueStandsAlone() {
        NumericBins bins = NumericBins.of(new double[] {0, 10, 20}, new double[] {0});
        ColumnProfile reference = column(bins, 0, 150, 150, 0, 700, 0, 0);
        assertThat(groups(reference, reference)).extracting(Group::label).containsExactly("= 0", "(0, 10)", "[10, 20]");
    }

    @Test
    void numbersWhereTheReferenceHasNoneAreAGroup() {
        NumericBins bins = NumericBins.of(new double[] {0, 1}, new double[] {0, 1});
        ColumnProfile reference = column(bins, 0, 0, 0, 500, 500, 0, 0);
        ColumnProfile current = column(bins, 7, 8, 9, 400, 400, 0, 0);
        assertThat(groups(reference, current))
                .containsExactly(
                        new Group("= 0", 500, 400), new Group("= 1", 500, 400), new Group("other values", 0, 24));
    }

    @Test
    void everyRowIsInExactlyOneGroup() {
        NumericBins bins = NumericBins.of(new double[] {0, 1, 2, 3}, new double[] {1, 2.5});
        ColumnProfile reference = column(bins, 0, 100, 200, 300, 0, 50, 60, 70, 80);
        ColumnProfile current = column(bins, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        List<Group> groups = groups(reference, current);
        assertThat(groups.stream().mapToLong(Group::reference).sum()).isEqualTo(860);
        assertThat(groups.stream().mapToLong(Group::current).sum()).isEqualTo(45);
        assertThat(groups).extracting(Group::label).contains("not a number", "missing");
    }

    @Test
    void wordsExpectedFiveTimesOnEitherSideStandAlone() {
        // Both sides have 100 rows: ten rows together are five expected on either side.
        ColumnProfile reference = Samples.counted(60, 30, 6, 4);
        ColumnProfile current = Samples.counted(reference, new long[] {60, 31, 4, 5, 0, 0, 0});
        assertThat(groups(reference, current))
                .containsExactly(
                        new Group("'w0'", 60, 60),
                        new Group("'w1'", 30, 31),
                        new Group("'w2'", 6, 4),
                        new Group("rarer and never seen words", 4, 5));
    }

    @Test
    void wordMustBeClearOfTheBarOfTheReference() {
        // The bar is 25 rows, by the last word that was given a bin: 40 = 25 + 3 * 5 rows are clear of it.
        CategoryBins bins = CategoryBins.of(List.of("a", "b", "c"), List.of("d"), 0);
        ColumnProfile reference = ColumnProfile.of(Samples.W, bins, new long[] {41, 38, 25, 900, 0, 0}, Moments.EMPTY);
        assertThat(groups(reference, reference))
                .extracting(Group::label)
                .containsExactly("'a'", "rarer and never seen words");
    }

    @Test
    void expectedNeverSeenWordsAreNoGroup() {
        CategoryBins bins = CategoryBins.of(List.of("a", "b"), List.of("c"), 0.1);
        ColumnProfile reference = ColumnProfile.of(Samples.W, bins, new long[] {500, 300, 200, 0, 0}, Moments.EMPTY);
        ColumnProfile current = ColumnProfile.of(Samples.W, bins, new long[] {500, 300, 90, 110, 0}, Moments.EMPTY);
        assertThat(groups(reference, current)).contains(new Group("rarer and never seen words", 200, 200));
    }

    @Test
    void unexpectedNeverSeenWordsAreAGroupBesideThoseExpected() {
        CategoryBins bins = CategoryBins.of(List.of("a", "b"), List.of("c"), 0.1);
        ColumnProfile reference = ColumnProfile.of(Samples.W, bins, new long[] {500, 300, 200, 0, 0}, Moments.EMPTY);
        ColumnProfile current = ColumnProfile.of(Samples.W, bins, new long[] {400, 200, 100, 300, 0}, Moments.EMPTY);
        assertThat(groups(reference, current))
                .contains(new Group("rarer words", 100, 100), new Group("words never seen", 100, 300));
    }

    @Test
    void emptyGroupsAreLeftOut() {
        ColumnProfile words = Samples.counted(500, 500);
        assertThat(groups(words, words)).extracting(Group::label).containsExactly("'w0'", "'w1'");
    }

    @Test
    void heaviestGroupsAreNamedFirst() {
        ColumnProfile reference = Samples.counted(500, 490, 10);
        ColumnProfile current = Samples.counted(reference, new long[] {480, 450, 70, 0, 0, 0});
        assertThat(Groups.of(reference, current, TOLERANCE).moved(2))
                .isEqualTo("share of 'w2' rose from 0.01 to 0.07, share of 'w1' fell from 0.49 to 0.45");
    }
}
