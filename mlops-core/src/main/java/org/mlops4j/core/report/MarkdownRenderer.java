package org.mlops4j.core.report;

import java.util.List;
import java.util.stream.Collectors;

/** Markdown with GitHub's tables; what could be read as markup is escaped. */
final class MarkdownRenderer extends Renderer {

    private static final String MARKUP = "\\|*_`[~";

    @Override
    void title(String title) {
        line("# " + escape(title));
    }

    @Override
    void heading(String heading) {
        line("");
        line("## " + escape(heading));
        line("");
    }

    @Override
    void text(List<String> lines) {
        String fence = fence(lines);
        line(fence + "text");
        lines.forEach(this::line);
        line(fence);
        line("");
    }

    @Override
    void facts(List<List<String>> rows) {
        table(List.of("", ""), rows, new boolean[2]);
    }

    @Override
    void grid(List<String> header, List<List<String>> rows, boolean[] numeric) {
        table(header, rows, numeric);
    }

    private void table(List<String> header, List<List<String>> rows, boolean[] numeric) {
        line(row(header));
        StringBuilder rule = new StringBuilder("|");
        for (boolean number : numeric) {
            rule.append(number ? " ---: |" : " --- |");
        }
        line(rule.toString());
        rows.forEach(cells -> line(row(cells)));
        line("");
    }

    private static String row(List<String> cells) {
        return cells.stream().map(MarkdownRenderer::escape).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** A fence ends at the first line with as many backticks: it takes more than the text has anywhere. */
    private static String fence(List<String> lines) {
        int longest = 2;
        for (String line : lines) {
            int run = 0;
            for (int i = 0; i < line.length(); i++) {
                run = line.charAt(i) == '`' ? run + 1 : 0;
                longest = Math.max(longest, run);
            }
        }
        return "`".repeat(longest + 1);
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<') {
                out.append("&lt;");
            } else if (c == '&') {
                out.append("&amp;");
            } else {
                out.append(MARKUP.indexOf(c) < 0 ? "" : "\\").append(c);
            }
        }
        return out.toString();
    }
}
