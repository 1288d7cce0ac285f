package org.mlops4j.core.report;

import java.util.ArrayList;
import java.util.List;

/** Plain text with aligned columns. */
final class TextRenderer extends Renderer {

    @Override
    void title(String title) {
        line(title);
        line("=".repeat(title.length()));
    }

    @Override
    void heading(String heading) {
        line("");
        line(heading);
        line("-".repeat(heading.length()));
    }

    @Override
    void text(String text) {
        text.lines().forEach(this::line);
    }

    @Override
    void grid(List<String> header, List<List<String>> rows, boolean[] numeric) {
        List<List<String>> all = new ArrayList<>();
        if (!header.isEmpty()) {
            all.add(header);
        }
        all.addAll(rows);
        int[] widths = new int[numeric.length];
        for (List<String> row : all) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String padding = " ".repeat(widths[c] - row.get(c).length());
                line.append("  ").append(numeric[c] ? padding + row.get(c) : row.get(c) + padding);
            }
            line(line.toString());
        }
    }
}
