package org.mlops4j.examples.quickstart;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.Estimate;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.report.Block;

/** How numbers and results are worded, alike in all chapters. */
final class Wording {

    private Wording() {}

    /** What monitoring counted in a window. */
    static Map<String, Object> facts(MonitoringReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("answered by", report.version().toString());
        facts.put("calls", report.predictions() + " logged, " + report.errors() + " failed");
        facts.put("outcomes", report.labelled() + " known");
        facts.put("alerts", report.alerts().size());
        facts.put(
                "columns that moved",
                report.drift().map(DriftReport::drifted).orElse(List.of()).stream()
                        .map(column -> column.field().name())
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining(", "), names -> names.isEmpty() ? "none" : names)));
        return facts;
    }

    /** What a check asks, and what it found. */
    static Block result(String role, CheckResult result) {
        return new Block.Paragraph(role + result.description() + "\n  " + result.verdict() + ": "
                + result.decision().explanation());
    }

    /** A value with its interval. */
    static String interval(Estimate estimate) {
        return estimate.interval()
                .map(known ->
                        String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", estimate.value(), known.low(), known.high()))
                .orElseGet(estimate::toString);
    }

    static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.2f ms", time.toNanos() / 1e6);
    }
}
