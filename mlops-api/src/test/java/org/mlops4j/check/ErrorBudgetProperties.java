package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Adjusted p-values against the procedures as their papers state them. */
class ErrorBudgetProperties {

    private static final double LEVEL = 0.1;

    /** Holm (1979): reject in order of p while p_(i) &lt;= level / (m - i + 1). */
    @Property
    void holmRejectsWhatTheStepDownProcedureRejects(@ForAll("pValues") double[] p) {
        double[] sorted = sorted(p);
        int rejected = 0;
        while (rejected < p.length && sorted[rejected] * (p.length - rejected) <= LEVEL) {
            rejected++;
        }

        assertThat(rejected(ErrorBudget.holm(LEVEL).adjust(p))).isEqualTo(smallest(p, rejected));
    }

    /** Benjamini and Hochberg (1995): reject the k smallest, k the largest i with p_(i) &lt;= i level / m. */
    @Property
    void benjaminiHochbergRejectsWhatTheStepUpProcedureRejects(@ForAll("pValues") double[] p) {
        double[] sorted = sorted(p);
        int rejected = 0;
        for (int i = 1; i <= p.length; i++) {
            if (sorted[i - 1] * p.length / i <= LEVEL) {
                rejected = i;
            }
        }

        assertThat(rejected(ErrorBudget.benjaminiHochberg(LEVEL).adjust(p))).isEqualTo(smallest(p, rejected));
    }

    @Property
    void adjustedValuesAreProbabilitiesAndNeverBelowTheGiven(
            @ForAll ErrorBudget.Method method, @ForAll("pValues") double[] p) {
        double[] adjusted = new ErrorBudget(method, LEVEL).adjust(p);

        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], 1.0);
        }
    }

    @Property
    void orderOfTheGivenDoesNotMatter(@ForAll ErrorBudget.Method method, @ForAll("pValues") double[] p) {
        double[] reversed = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            reversed[i] = p[p.length - 1 - i];
        }
        double[] adjusted = new ErrorBudget(method, LEVEL).adjust(p);
        double[] other = new ErrorBudget(method, LEVEL).adjust(reversed);

        for (int i = 0; i < p.length; i++) {
            assertThat(other[p.length - 1 - i]).isEqualTo(adjusted[i]);
        }
    }

    /** Ties and values at the level are as likely as any other. */
    @Provide
    Arbitrary<double[]> pValues() {
        Arbitrary<Double> any = Arbitraries.doubles().between(0, 1).ofScale(12);
        Arbitrary<Double> few = Arbitraries.of(0.0, 0.01, 0.02, 0.05, 0.1, 1.0);
        return Arbitraries.oneOf(any, few).array(double[].class).ofMaxSize(12);
    }

    private static double[] sorted(double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static BitSet rejected(double[] adjusted) {
        BitSet rejected = new BitSet();
        for (int i = 0; i < adjusted.length; i++) {
            rejected.set(i, adjusted[i] <= LEVEL);
        }
        return rejected;
    }

    /** The positions of all values not above the k-th smallest. */
    private static BitSet smallest(double[] p, int k) {
        BitSet positions = new BitSet();
        double threshold = k == 0 ? -1 : sorted(p)[k - 1];
        for (int i = 0; i < p.length; i++) {
            positions.set(i, p[i] <= threshold);
        }
        return positions;
    }
}
