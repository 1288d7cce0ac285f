package org.mlops4j.core.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.Estimate;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.compliance.ControlResult;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.drift.ColumnDrift;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.report.Block;
import org.mlops4j.report.Report;
import org.mlops4j.report.Section;
import org.mlops4j.rollout.GateDecision;

/**
 * Makes and renders reports.
 *
 * @since 0.1.0
 */
public final class Reports {

    private Reports() {}

    /**
     * The report as aligned plain text.
     *
     * @param report the report
     * @return several lines with a line break at the end
     */
    public static String text(Report report) {
        return new TextRenderer().render(report);
    }

    /**
     * One section as aligned plain text.
     *
     * @param section the section
     * @return several lines with a line break at the end
     */
    public static String text(Section section) {
        return new TextRenderer().render(section);
    }

    /**
     * The report as Markdown, with GitHub's tables.
     *
     * @param report the report
     * @return several lines with a line break at the end
     */
    public static String markdown(Report report) {
        return new MarkdownRenderer().render(report);
    }

    /**
     * The report as one JSON document: {@code title} and {@code sections}, each with {@code heading} and {@code blocks};
     * a block has a {@code type} of {@code paragraph}, {@code facts}, {@code grid} or {@code results}.
     *
     * @param report the report
     * @return indented JSON with a line break at the end
     */
    public static String json(Report report) {
        return Json.pretty(ReportJson.write(report));
    }

    /**
     * How data has moved.
     *
     * @param drift what a comparison found
     * @return a section with a row a test, the strongest column first
     */
    public static Section of(DriftReport drift) {
        List<List<Object>> rows = new ArrayList<>();
        for (ColumnDrift column : drift.ranked()) {
            for (DriftTestResult test : column.tests()) {
                rows.add(List.of(
                        column.field().name(),
                        test.test(),
                        value(test.measurement().estimate()),
                        number(test.threshold()),
                        test.verdict().name()));
            }
        }
        return Section.of(
                "Drift",
                new Block.Paragraph(drift.explain()),
                new Block.Grid(List.of("column", "test", "statistic", "threshold", "verdict"), rows));
    }

    /**
     * How good a model is.
     *
     * @param evaluation an evaluation
     * @return a section with a row a metric
     */
    public static Section of(EvaluationReport evaluation) {
        List<List<Object>> rows = new ArrayList<>();
        evaluation.metrics().forEach((name, estimate) -> rows.add(row(name, estimate)));
        return Section.of(
                "Evaluation on " + evaluation.dataset(),
                new Block.Facts(Map.of("rows", evaluation.rowCount())),
                new Block.Grid(List.of("metric", "value", "low", "high", "method"), rows));
    }

    /**
     * What a gate said.
     *
     * @param decision the decision
     * @return a section with the results of its checks
     */
    public static Section of(GateDecision decision) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("gate", decision.gate());
        facts.put("candidate", decision.candidate().toString());
        decision.champion().ifPresent(champion -> facts.put("champion", champion.toString()));
        facts.put("verdict", decision.verdict().name());
        facts.put("promoted", decision.promoted());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(facts));
        blocks.add(new Block.Results(decision.required().results()));
        if (!decision.advisory().results().isEmpty()) {
            blocks.add(new Block.Paragraph("Advisory, deciding nothing:"));
            blocks.add(new Block.Results(decision.advisory().results()));
        }
        return new Section("Gate", blocks);
    }

    /**
     * What a look at a window of the log found.
     *
     * @param monitoring the report
     * @return a section with counts and results
     */
    public static Section of(MonitoringReport monitoring) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", monitoring.version().toString());
        facts.put("window", window(monitoring.windowFrom(), monitoring.windowTo()));
        facts.put("predictions", monitoring.predictions());
        facts.put("labelled", monitoring.labelled());
        facts.put("errors", monitoring.errors());
        facts.put("alerts", monitoring.alerts().size());
        return Section.of(
                "Monitoring",
                new Block.Facts(facts),
                new Block.Results(monitoring.result().results()));
    }

    /**
     * Which controls a version meets.
     *
     * @param compliance the report
     * @return a section with a row a control, and the evidence of those that did not pass
     */
    public static Section of(ComplianceReport compliance) {
        List<List<Object>> rows = new ArrayList<>();
        List<CheckResult> open = new ArrayList<>();
        for (ControlResult result : compliance.results()) {
            rows.add(List.of(
                    result.control().id(),
                    result.status().name(),
                    result.control().source(),
                    result.control().title()));
            if (!result.result().isPassed()) {
                open.add(result.result());
            }
        }
        return Section.of(
                "Compliance",
                new Block.Paragraph(compliance.summary()),
                new Block.Grid(List.of("control", "status", "source", "requirement"), rows),
                new Block.Results(open));
    }

    private static List<Object> row(String name, Estimate estimate) {
        if (!estimate.isDefined()) {
            return List.of(name, "undefined", "", "", estimate.explanation());
        }
        return List.of(
                name,
                number(estimate.value()),
                estimate.interval().map(interval -> number(interval.low())).orElse(""),
                estimate.interval().map(interval -> number(interval.high())).orElse(""),
                estimate.interval().map(interval -> interval.method()).orElse(""));
    }

    private static Object value(Estimate estimate) {
        return estimate.isDefined() ? number(estimate.value()) : "undefined";
    }

    /** An end that is not bounded is not shown as the end of time. */
    private static String window(Instant from, Instant to) {
        String begin = from.equals(Instant.MIN) ? "" : "from " + from;
        String end = to.equals(Instant.MAX) ? "" : "to " + to;
        String both = (begin + " " + end).strip();
        return both.isEmpty() ? "all" : both;
    }

    /** Four decimals for people, four digits of what that leaves nothing of; the exact value is in the room's own result. */
    private static Object number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
        return rounded == 0 && value != 0 ? Double.valueOf(String.format(Locale.ROOT, "%.3e", value)) : rounded;
    }
}
