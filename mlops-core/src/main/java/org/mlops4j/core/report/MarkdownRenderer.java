package org.mlops4j.core.report;

import java.util.List;
import java.util.stream.Collectors;

/** Markdown with GitHub's tables; what could be read as markup is escaped. */
final class MarkdownRenderer extends Renderer {

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
    void text(String text) {
        line("```text");
        text.lines().forEach(each -> line(each.replace("```", "'''")));
        line("```");
        line("");
    }

    @Override
    void grid(List<String> header, List<List<String>> rows, boolean[] numeric) {
        List<String> names = header.isEmpty() ? List.of("", "") : header;
        line(row(names));
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

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("`", "\\`")
                .replace('\n', ' ');
    }
}
