package org.mlops4j.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.Decision;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.check.SuiteResult;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.report.Block;
import org.mlops4j.report.Report;
import org.mlops4j.report.Section;
import org.mlops4j.rollout.GateDecision;

class ReportsTest {

    private static final ModelVersion VERSION = new ModelVersion(
            2,
            Digest.of(new byte[] {1}),
            ModelManifest.builder("credit").build(),
            Instant.EPOCH,
            Actor.human("ada"),
            "test");

    @Test
    void textAlignsWordsLeftAndNumbersRight() {
        assertThat(text(new Block.Grid(
                        List.of("column", "psi", "verdict"),
                        List.of(List.of("age", 0.25, "FAIL"), List.of("employment", 12.5, "PASS")))))
                .isEqualTo("""
                        Section
                        -------
                          column       psi  verdict
                          age         0.25  FAIL
                          employment  12.5  PASS
                        """);
    }

    @Test
    void aColumnOfNumbersAndWordsIsAlignedLeft() {
        assertThat(text(new Block.Grid(List.of("value"), List.of(List.of(12.5), List.of("undefined")))))
                .endsWith("  value\n  12.5\n  undefined\n");
    }

    @Test
    void textUnderlinesTitlesAndKeepsFactsInOrder() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", "credit:2");
        facts.put("calls", 1000L);
        facts.put("healthy", true);
        Report report = new Report("Credit", List.of(Section.of("Today", new Block.Facts(facts))));
        assertThat(Reports.text(report)).isEqualTo("""
                        Credit
                        ======

                        Today
                        -----
                          version  credit:2
                          calls    1000
                          healthy  true
                        """);
    }

    @Test
    void aCharacterOutsideTheBasicPlaneTakesOnePlace() {
        assertThat(text(new Block.Grid(List.of("name", "n"), List.of(List.of("\uD83D\uDE00", 1L), List.of("ab", 2L)))))
                .contains("  \uD83D\uDE00     1\n  ab    2\n");
    }

    /** A line break would tear a table, an escape sequence would command the reader's terminal. */
    @Test
    void controlCharactersOfDataBecomeSpaces() {
        Block grid = new Block.Grid(List.of("a\nb"), List.of(List.of("x\r\n\u001b[31my\tz")));
        assertThat(text(grid)).endsWith("  a b\n  x   [31my z\n");
        assertThat(markdown(grid)).contains("| a b |\n| --- |\n| x   \\[31my z |\n");
        assertThat(text(new Block.Paragraph("one\ntwo\u0007"))).endsWith("one\ntwo\n");
        assertThat(Reports.text(new Report("two\nlines", List.of()))).isEqualTo("two lines\n=========\n");
    }

    @Test
    void markdownMakesATable() {
        assertThat(markdown(
                        new Block.Grid(List.of("column", "psi"), List.of(List.of("age", 0.25), List.of("job", 0.5)))))
                .isEqualTo("""
                        ## Section

                        | column | psi |
                        | --- | ---: |
                        | age | 0.25 |
                        | job | 0.5 |
                        """);
    }

    @Test
    void markdownEscapesWhatWouldBeMarkup() {
        Block grid = new Block.Grid(
                List.of("a|b"), List.of(List.of("x|y \\| `c` *d* _e_ ~~f~~ [g](h) <script>alert(1)</script> &lt;")));
        assertThat(markdown(grid))
                .contains("| a\\|b |\n")
                .contains(
                        "| x\\|y \\\\\\| \\`c\\` \\*d\\* \\_e\\_ \\~\\~f\\~\\~ \\[g](h) &lt;script>alert(1)&lt;/script> "
                                + "&amp;lt; |\n");
    }

    @Test
    void markdownFencesTextWithMoreBackticksThanItHolds() {
        assertThat(markdown(new Block.Paragraph("before\n````\nafter | <b>")))
                .contains("`````text\nbefore\n````\nafter | <b>\n`````\n");
        assertThat(markdown(new Block.Paragraph("plain"))).contains("```text\nplain\n```\n");
    }

    @Test
    void markdownFactsAreATableWithoutNames() {
        assertThat(markdown(new Block.Facts(Map.of("calls", 3L)))).contains("|  |  |\n| --- | --- |\n| calls | 3 |\n");
    }

    @Test
    void aTableWithoutRowsShowsItsHeader() {
        Block empty = new Block.Grid(List.of("column", "psi"), List.of());
        assertThat(text(empty)).isEqualTo("Section\n-------\n  column  psi\n");
        assertThat(markdown(empty)).isEqualTo("## Section\n\n| column | psi |\n| --- | --- |\n");
        assertThat(json(empty).list("rows")).isEmpty();
    }

    @Test
    void whatIsEmptyShowsNothing() {
        for (Block empty : List.of(
                new Block.Grid(List.of(), List.of()), new Block.Facts(Map.of()), new Block.Results(List.of()))) {
            assertThat(text(empty)).isEqualTo("Section\n-------\n");
            assertThat(markdown(empty)).isEqualTo("## Section\n");
        }
        assertThat(Reports.text(new Report("Empty", List.of()))).isEqualTo("Empty\n=====\n");
        assertThat(parse(Reports.json(new Report("Empty", List.of()))).members())
                .isEqualTo(Map.of("title", "Empty", "sections", List.of()));
    }

    @Test
    void longTextIsNotCut() {
        String text = "word ".repeat(1000).strip();
        assertThat(text(new Block.Paragraph(text))).contains(text);
        assertThat(markdown(new Block.Grid(List.of("t"), List.of(List.of(text)))))
                .contains("| " + text + " |");
    }

    @Test
    void numbersAreWrittenInFullUnlessThatWereARowOfZeros() {
        List<List<Object>> rows = new ArrayList<>();
        for (double number : new double[] {0, -0.0, 1, 0.1, 1e-6, 123456789012345.0, 9.9e-7, 1e300, -2.5e-10}) {
            rows.add(List.of(number));
        }
        assertThat(text(new Block.Grid(List.of("n"), rows)).lines().skip(3).map(String::strip))
                .containsExactly("0", "0", "1", "0.1", "0.000001", "123456789012345", "9.9E-7", "1.0E300", "-2.5E-10");
    }

    @Test
    void numbersThatAreNoneAreShownAndStayValidJson() {
        Block grid = new Block.Grid(
                List.of("n"),
                List.of(List.of(Double.NaN), List.of(Double.NEGATIVE_INFINITY), List.of(Float.POSITIVE_INFINITY)));
        assertThat(text(grid)).endsWith("NaN\n  -Infinity\n   Infinity\n");
        assertThat(json(grid).list("rows"))
                .isEqualTo(List.of(List.of("NaN"), List.of("-Infinity"), List.of("Infinity")));
        assertThat(json(new Block.Facts(Map.of("ratio", Double.NaN)))
                        .object("values")
                        .text("ratio"))
                .isEqualTo("NaN");
    }

    @Test
    void jsonKeepsTypesAndEscapes() {
        JsonObject grid = json(
                new Block.Grid(List.of("text", "number", "flag"), Arrays.asList(List.of("a\"b\n\u001bc", 0.1, true))));
        assertThat(grid.text("type")).isEqualTo("grid");
        assertThat(grid.texts("header")).containsExactly("text", "number", "flag");
        assertThat(grid.list("rows")).isEqualTo(List.of(List.of("a\"b\n\u001bc", 0.1, true)));
        assertThat(json(new Block.Facts(Map.of("at", Instant.EPOCH)))
                        .object("values")
                        .text("at"))
                .isEqualTo("1970-01-01T00:00:00Z");
        assertThat(json(new Block.Paragraph("text")).members()).isEqualTo(Map.of("type", "paragraph", "text", "text"));
    }

    @Test
    void resultsAreExplainedAndGivenInFull() {
        Block results = new Block.Results(List.of(result(0.7, Decision.fail("0.7 is below 0.8", "look into it"))));
        assertThat(text(results)).contains("auc must be at least 0.8\n  FAIL: 0.7 is below 0.8\n  look into it\n");
        assertThat(json(results).objects("results").get(0).text("next_step")).isEqualTo("look into it");
    }

    @Test
    void anEvaluationHasARowAMetric() {
        Map<String, Estimate> metrics = new LinkedHashMap<>();
        metrics.put("roc_auc", Estimate.of(0.891234, 285).with(new Interval(0.84921, 0.92254, 0.95, "delong-logit")));
        metrics.put("share", Estimate.of(0.0000123456, 285));
        metrics.put("recall", Estimate.undefined(Reason.ONE_CLASS, "no row is positive", 285));
        EvaluationReport report = EvaluationReport.of("holdout", Scores.Task.BINARY, 285, metrics);
        assertThat(Reports.text(Reports.of(report))).isEqualTo("""
                        Evaluation on holdout
                        ---------------------
                          rows  285
                          metric   value       low     high    method
                          roc_auc  0.8912      0.8492  0.9225  delong-logit
                          share    0.00001235
                          recall   undefined                   no row is positive
                        """);
    }

    @Test
    void aGateTellsAdviceFromWhatDecides() {
        SuiteResult required = new SuiteResult("required", List.of(result(0.9, Decision.pass("0.9 is enough"))));
        SuiteResult advisory = new SuiteResult("advisory", List.of(result(0.7, Decision.fail("too low", "wait"))));
        GateDecision decision = new GateDecision("quality", VERSION, null, required, advisory, true, Instant.EPOCH);
        assertThat(Reports.text(Reports.of(decision)).lines())
                .containsSubsequence(
                        "  verdict    PASS",
                        "  promoted   true",
                        "  PASS: 0.9 is enough",
                        "Advisory, deciding nothing:",
                        "  FAIL: too low");
    }

    @Test
    void aWindowWithoutEndsIsNotShownAsTheEndOfTime() {
        assertThat(Reports.text(Reports.of(monitoring(Instant.MIN, Instant.MAX))))
                .contains("  window       all\n");
        assertThat(Reports.text(Reports.of(monitoring(Instant.EPOCH, Instant.MAX))))
                .contains("  window       from 1970-01-01T00:00:00Z\n");
        assertThat(Reports.text(Reports.of(monitoring(Instant.MIN, Instant.EPOCH))))
                .contains("  window       to 1970-01-01T00:00:00Z\n");
    }

    private static MonitoringReport monitoring(Instant from, Instant to) {
        SuiteResult none = new SuiteResult("monitor", List.of());
        return new MonitoringReport(VERSION, from, to, 10, 5, 1, null, none, List.of());
    }

    private static CheckResult result(double value, Decision decision) {
        return CheckResult.of(
                CheckSpec.of("metric"),
                "auc must be at least 0.8",
                Measurement.of("auc", Estimate.of(value, 100)),
                decision);
    }

    private static String text(Block block) {
        return Reports.text(Section.of("Section", block));
    }

    private static String markdown(Block block) {
        Report report = new Report("T", List.of(Section.of("Section", block)));
        String all = Reports.markdown(report);
        assertThat(all).startsWith("# T\n\n");
        return all.substring("# T\n\n".length());
    }

    private static JsonObject json(Block block) {
        String json = Reports.json(new Report("T", List.of(Section.of("Section", block))));
        assertThat(json).endsWith("}\n");
        return parse(json).objects("sections").get(0).objects("blocks").get(0);
    }

    private static JsonObject parse(String json) {
        return Json.parseObject("report", json.getBytes(StandardCharsets.UTF_8));
    }
}
