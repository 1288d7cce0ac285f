package org.mlops4j.core.drift;

import org.mlops4j.check.Decision;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Measurement;
import org.mlops4j.data.DataType;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.ColumnProfile;

/** A drift test of somebody else, found by ServiceLoader through META-INF/services. */
public final class MissingShare implements DriftTest {

    @Override
    public String id() {
        return "missing_share";
    }

    @Override
    public boolean supports(DataType type) {
        return true;
    }

    @Override
    public DriftTestResult test(ColumnProfile reference, ColumnProfile current, double alpha) {
        double difference =
                Math.abs((double) current.nulls() / current.total() - (double) reference.nulls() / reference.total());
        Measurement measurement = Measurement.of(id(), Estimate.of(difference, current.total()));
        Decision decision = difference > 0.1 ? Decision.fail("more", "look") : Decision.pass("same");
        return new DriftTestResult(id(), measurement, 0.1, 0.1, decision, reference.total(), current.total());
    }
}
