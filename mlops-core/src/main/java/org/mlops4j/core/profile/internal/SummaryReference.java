package org.mlops4j.core.profile.internal;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.FrequentItems;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.QuantileSketch;
import org.mlops4j.profile.TextSummary;

/**
 * Freezes bins from a summary, when the rows are gone. Counts of the bins are those that the sketches estimate; they add
 * up to the rows.
 */
public final class SummaryReference {

    private static final double ATOM_SHARE = 0.01;
    private static final int MOST_STEPS = 20_000;

    private SummaryReference() {}

    /** The column in frozen bins; as it is if its type has none, or they are frozen already. */
    public static ColumnProfile freeze(ColumnProfile column, int maxIntervals) {
        if (column.isFrozen() || column.summary().isEmpty()) {
            return column;
        }
        if (column.summary().get() instanceof NumberSummary numbers) {
            return freeze(column, numbers, maxIntervals);
        }
        return column.summary().get() instanceof TextSummary texts ? freeze(column, texts) : column;
    }

    private static ColumnProfile freeze(ColumnProfile column, NumberSummary numbers, int maxIntervals) {
        QuantileSketch sketch = numbers.quantiles();
        NumericBins bins = bins(column, numbers, maxIntervals);
        long[] counts = new long[bins.size()];
        for (int bin = 1; bin <= bins.intervalCount(); bin++) {
            double high = bins.edge(bin);
            long upTo = bin == bins.intervalCount() ? sketch.countAtMost(high) : sketch.countBelow(high);
            counts[bin] = upTo - sketch.countBelow(bins.edge(bin - 1));
        }
        for (int i = 0; i < bins.atomCount(); i++) {
            double atom = bins.atom(i);
            long own = sketch.countAtMost(atom) - sketch.countBelow(atom);
            counts[bins.firstAtomBin() + i] = own;
            int inside = IntStream.rangeClosed(1, bins.intervalCount())
                    .filter(bin -> atom < bins.edge(bin) || bin == bins.intervalCount())
                    .findFirst()
                    .orElse(bins.overflowBin());
            counts[inside] -= own;
        }
        double first = bins.edge(0);
        double last = bins.edge(bins.intervalCount());
        counts[bins.underflowBin()] = sketch.countBelow(first);
        counts[bins.overflowBin()] +=
                sketch.count() - (bins.intervalCount() == 0 ? sketch.countBelow(first) : sketch.countAtMost(last));
        // Numbers of a person that are too few for quantiles, of which only their signs are known.
        long untold = column.moments().count() - sketch.count();
        long below = bins.edge(0) == 0 ? Math.min(untold, numbers.negatives()) : untold;
        counts[bins.underflowBin()] += numbers.negativeInfinities() + below;
        counts[bins.overflowBin()] += numbers.positiveInfinities() + untold - below;
        counts[bins.nanBin()] = numbers.nan();
        counts[bins.nullBin()] = column.nulls();
        NumberSummary kept = new NumberSummary(
                numbers.nan(),
                numbers.positiveInfinities(),
                numbers.negativeInfinities(),
                numbers.zeros(),
                numbers.negatives(),
                numbers.whole(),
                numbers.inexact(),
                numbers.distinct(),
                QuantileSketch.empty());
        return ColumnProfile.of(column.field(), bins, counts, column.moments()).withSummary(kept);
    }

    private static NumericBins bins(ColumnProfile column, NumberSummary numbers, int maxIntervals) {
        QuantileSketch sketch = numbers.quantiles();
        if (sketch.isEmpty()) {
            double edge =
                    Disclosure.onlyEdge(numbers.negatives(), column.moments().count());
            return NumericBins.of(new double[] {edge}, new double[0]);
        }
        if (Disclosure.of(column.field()).isPersonal()) {
            return NumericBins.of(between(sketch, maxIntervals), new double[0]);
        }
        double[] atoms = sketch.atoms(ATOM_SHARE);
        long others = sketch.count();
        for (double atom : atoms) {
            others -= sketch.countAtMost(atom) - sketch.countBelow(atom);
        }
        // So many quantiles of all numbers that those between the atoms are as many as there may be intervals.
        long wanted = Math.max(1, maxIntervals - atoms.length);
        int steps = (int) Math.min(MOST_STEPS, wanted * sketch.count() / Math.max(1, others));
        DoubleStream quantiles = IntStream.rangeClosed(0, steps).mapToDouble(i -> sketch.quantile((double) i / steps));
        double[] edges = DoubleStream.concat(quantiles, Arrays.stream(atoms))
                .sorted()
                .distinct()
                .toArray();
        return NumericBins.of(edges, atoms);
    }

    /** Edges in the middle between quantiles that were rounded, so that none of them is a value with a share of its own. */
    private static double[] between(QuantileSketch sketch, int maxIntervals) {
        double[] quantiles = IntStream.rangeClosed(0, maxIntervals)
                .mapToDouble(i -> sketch.quantile((double) i / maxIntervals))
                .distinct()
                .toArray();
        return quantiles.length == 1
                ? quantiles
                : IntStream.range(1, quantiles.length)
                        .mapToDouble(i -> Disclosure.rounded(quantiles[i - 1] / 2 + quantiles[i] / 2))
                        .distinct()
                        .toArray();
    }

    private static ColumnProfile freeze(ColumnProfile column, TextSummary texts) {
        CategoryBins bins = WordReference.freeze(column.field(), texts.frequent());
        long[] counts = new long[bins.size()];
        long listed = 0;
        for (FrequentItems.Item item : texts.frequent().items()) {
            int bin = bins.binOf(item.value());
            counts[bin] += item.count();
            listed += item.count();
        }
        counts[bins.unseenBin()] += texts.frequent().total() - listed;
        counts[bins.nullBin()] = column.nulls();
        return ColumnProfile.of(column.field(), bins, counts, column.moments()).withSummary(texts);
    }
}
