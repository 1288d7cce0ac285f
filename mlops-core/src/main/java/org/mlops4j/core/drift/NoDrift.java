package org.mlops4j.core.drift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.check.Verdict;
import org.mlops4j.drift.ColumnDrift;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.ProfilePair;

/** Counts the columns that have drifted; none may have. */
final class NoDrift implements Check<ProfilePair> {

    static final String KIND = "no-drift";
    private static final String MEASURED = "drifted_columns";

    private final Drift drift;

    NoDrift(Drift drift) {
        this.drift = drift;
    }

    @Override
    public CheckSpec spec() {
        return CheckSpec.of(KIND)
                .with("tests", drift.tests().stream().map(NoDrift::toParameter).toList())
                .with("alpha", drift.alpha())
                .with("columns", drift.columns());
    }

    private static Map<String, Object> toParameter(DriftTest test) {
        return test instanceof BinnedDriftTest binned
                ? Map.of("id", test.id(), "tolerance", binned.tolerance())
                : Map.of("id", test.id());
    }

    @Override
    public String description() {
        return "no column may have drifted from the reference by " + drift;
    }

    @Override
    public Class<ProfilePair> subjectType() {
        return ProfilePair.class;
    }

    @Override
    public DecisionRule rule() {
        return DecisionRule.atMost(0).point();
    }

    @Override
    public Measurement measure(ProfilePair subject) {
        DriftReport report = drift.compare(subject.reference(), subject.current());
        Measurement measurement = Measurement.of(MEASURED, estimate(report));
        OptionalDouble p = adjustedPValue(report);
        if (p.isPresent()) {
            measurement = measurement.withPValue(p.getAsDouble());
        }
        if (report.isDrifted()) {
            measurement = measurement.withDetail(
                    "drifted",
                    report.drifted().stream()
                            .map(column -> toDetail(column, column.strongest()))
                            .toList());
        }
        return report.notes().isEmpty() ? measurement : measurement.withDetail("notes", report.notes());
    }

    private static Estimate estimate(DriftReport report) {
        long rows = report.referenceRows() + report.currentRows();
        if (report.verdict() != Verdict.INCONCLUSIVE) {
            return Estimate.of(report.drifted().size(), rows);
        }
        List<ColumnDrift> open = report.columns().stream()
                .filter(column -> column.verdict() == Verdict.INCONCLUSIVE)
                .toList();
        if (open.isEmpty()) {
            return Estimate.undefined(Reason.MISSING_SUBJECT, "there was no column to compare", rows);
        }
        ColumnDrift first = open.get(0);
        boolean compared = !first.tests().isEmpty();
        return Estimate.undefined(
                compared ? first.strongest().decision().reason() : Reason.MISSING_SUBJECT,
                open.size() + " of " + report.columns().size() + " columns cannot be told, first '"
                        + first.field().name() + "': "
                        + (compared ? first.strongest().decision().explanation() : "it has no counterpart"),
                rows);
    }

    /** Bonferroni: the smallest p-value times the number of tests. */
    private static OptionalDouble adjustedPValue(DriftReport report) {
        List<DriftTestResult> results = report.columns().stream()
                .flatMap(column -> column.tests().stream())
                .toList();
        OptionalDouble smallest = results.stream()
                .map(result -> result.measurement().pValue())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
        return smallest.isEmpty() ? smallest : OptionalDouble.of(Math.min(1, smallest.getAsDouble() * results.size()));
    }

    private static Map<String, Object> toDetail(ColumnDrift column, DriftTestResult strongest) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("column", column.field().name());
        detail.put("test", strongest.test());
        detail.put("statistic", strongest.measurement().estimate().value());
        detail.put("threshold", strongest.threshold());
        detail.put("explanation", strongest.decision().explanation());
        return detail;
    }
}
