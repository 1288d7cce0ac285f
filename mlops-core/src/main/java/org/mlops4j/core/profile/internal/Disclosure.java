package org.mlops4j.core.profile.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mlops4j.data.Field;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.identity.Digest;
import org.mlops4j.profile.ColumnSummary;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.QuantileSketch;
import org.mlops4j.profile.TextSummary;
import org.mlops4j.profile.TimeSummary;
import org.mlops4j.profile.VectorSummary;

/**
 * How much of a field a profile may tell. Of a PERSONAL one, nothing that stands for fewer than {@value #LEAST_ROWS} rows:
 * no smallest and largest value, no mean of so few, quantiles in 3 significant digits, rare texts by hash only.
 */
abstract sealed class Disclosure {

    /** So many rows at least stand behind each value that is told of a person. */
    static final int LEAST_ROWS = 10;

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private Disclosure() {}

    static Disclosure of(Field field) {
        return field.sensitivity().compareTo(Sensitivity.PERSONAL) < 0 ? Full.FULL : new Personal(field);
    }

    /** Whether values are withheld that could point to a person. */
    abstract boolean isPersonal();

    /** What may be told of moments. */
    abstract Moments moments(Moments known);

    /** What may be told of a summary. */
    abstract ColumnSummary summary(ColumnSummary known);

    /** The nearest number of 3 significant digits. */
    static double rounded(double value) {
        return new BigDecimal(value).round(THREE_DIGITS).doubleValue() + 0.0;
    }

    /** The only edge between numbers too few to be cut: zero, unless few are on one side of it; else one above all. */
    static double onlyEdge(long negatives, long numbers) {
        long fewer = Math.min(negatives, numbers - negatives);
        boolean few = fewer > 0 && fewer < LEAST_ROWS;
        return few ? Double.MAX_VALUE : 0;
    }

    /** Whether a listed text is the hash of a rare one. */
    static boolean isHash(String text) {
        return text.matches("#[0-9a-f]{12}");
    }

    private static final class Full extends Disclosure {

        private static final Full FULL = new Full();

        @Override
        boolean isPersonal() {
            return false;
        }

        @Override
        Moments moments(Moments known) {
            return known;
        }

        @Override
        ColumnSummary summary(ColumnSummary known) {
            return known;
        }
    }

    private static final class Personal extends Disclosure {

        private static final int MOST_QUANTILES = 128;

        private final Field field;

        Personal(Field field) {
            this.field = field;
        }

        @Override
        boolean isPersonal() {
            return true;
        }

        @Override
        Moments moments(Moments known) {
            boolean few = known.count() < LEAST_ROWS;
            return known.count() == 0
                    ? known
                    : new Moments(
                            known.count(),
                            few ? Double.NaN : known.mean(),
                            few ? Double.NaN : known.sumOfSquares(),
                            Double.NaN,
                            Double.NaN);
        }

        @Override
        ColumnSummary summary(ColumnSummary known) {
            if (known instanceof NumberSummary numbers) {
                return new NumberSummary(
                        numbers.nan(),
                        numbers.positiveInfinities(),
                        numbers.negativeInfinities(),
                        numbers.zeros(),
                        numbers.negatives(),
                        numbers.whole(),
                        numbers.inexact(),
                        numbers.distinct().withoutHashes(),
                        quantiles(numbers.quantiles()));
            }
            if (known instanceof TextSummary texts) {
                return new TextSummary(
                        texts.forms(),
                        texts.characters(),
                        moments(texts.length()),
                        texts.distinct().withoutHashes(),
                        texts.frequent().renameBelow(LEAST_ROWS, this::hash));
            }
            if (known instanceof TimeSummary times) {
                return times.coarsen(LEAST_ROWS);
            }
            VectorSummary vectors = (VectorSummary) known;
            double[] mean = vectors.mean();
            if (vectors.norm().count() < LEAST_ROWS) {
                Arrays.fill(mean, Double.NaN);
            }
            return VectorSummary.of(vectors.nonFinite(), vectors.zeros(), moments(vectors.norm()), mean);
        }

        /** The middles of groups of at least as many rows as must stand behind a value, in 3 digits. */
        private static QuantileSketch quantiles(QuantileSketch known) {
            int groups = (int) Math.min(MOST_QUANTILES, known.count() / LEAST_ROWS);
            if (groups < 2) {
                return QuantileSketch.builder(known.k(), known.seed()).build();
            }
            // The rank error of this size covers half a group beside the error of the sketch.
            int k = Math.min(known.k(), Math.max(QuantileSketch.LEAST_K, 4 * groups));
            QuantileSketch.Builder told = QuantileSketch.builder(k, known.seed());
            for (int group = 0; group < groups; group++) {
                long rows = known.count() * (group + 1) / groups - known.count() * group / groups;
                told.add(rounded(known.quantile((group + 0.5) / groups)), rows);
            }
            return told.build();
        }

        private String hash(String text) {
            byte[] named = (field.name() + "\0" + text).getBytes(StandardCharsets.UTF_8);
            return "#" + Digest.of(named).shortHex();
        }
    }
}
