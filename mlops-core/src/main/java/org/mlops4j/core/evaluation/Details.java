package org.mlops4j.core.evaluation;

import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Measurement;

/** Evidence as measurements carry it. */
final class Details {

    private Details() {}

    /** Adds how the interval was made, where there is one. */
    static Measurement ofInterval(Measurement measurement) {
        Interval interval = measurement.estimate().isDefined()
                ? measurement.estimate().interval().orElse(null)
                : null;
        return interval == null
                ? measurement
                : measurement
                        .withDetail("interval", interval.method())
                        .withDetail("two_sided_confidence", interval.confidence())
                        .withDetail("one_sided_confidence", (1 + interval.confidence()) / 2);
    }

    /** A number, or in words why there is none. */
    static Object of(Estimate estimate) {
        return estimate.isDefined() && Double.isFinite(estimate.value())
                ? (Object) estimate.value()
                : estimate.toString();
    }
}
