package org.mlops4j.core.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.report.Block;
import org.mlops4j.report.Report;

/** The JSON form of a report. */
final class ReportJson {

    private ReportJson() {}

    static Map<String, Object> write(Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", report.title());
        json.put(
                "sections",
                report.sections().stream()
                        .map(section -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("heading", section.heading());
                            one.put(
                                    "blocks",
                                    section.blocks().stream()
                                            .map(ReportJson::write)
                                            .toList());
                            return one;
                        })
                        .toList());
        return json;
    }

    private static Map<String, Object> write(Block block) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (block instanceof Block.Paragraph paragraph) {
            json.put("type", "paragraph");
            json.put("text", paragraph.text());
        } else if (block instanceof Block.Facts facts) {
            json.put("type", "facts");
            Map<String, Object> values = new LinkedHashMap<>();
            facts.values().forEach((name, value) -> values.put(name, plain(value)));
            json.put("values", values);
        } else if (block instanceof Block.Grid grid) {
            json.put("type", "grid");
            json.put("header", grid.header());
            json.put(
                    "rows",
                    grid.rows().stream()
                            .map(row -> row.stream().map(ReportJson::plain).toList())
                            .toList());
        } else if (block instanceof Block.Results results) {
            json.put("type", "results");
            json.put("results", results.results().stream().map(CheckJson::write).toList());
        }
        return json;
    }

    /** JSON has no NaN and no infinities: they stand as texts, as in the results of checks. */
    private static Object plain(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return JsonObject.number(((Number) value).doubleValue());
        }
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
