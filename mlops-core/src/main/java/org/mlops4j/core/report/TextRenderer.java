package org.mlops4j.core.report;

import java.util.ArrayList;
import java.util.List;

/** Plain text with aligned columns. */
final class TextRenderer extends Renderer {

    @Override
    void title(String title) {
        line(title);
        line("=".repeat(width(title)));
    }

    @Override
    void heading(String heading) {
        line("");
        line(heading);
        line("-".repeat(width(heading)));
    }

    @Override
    void text(List<String> lines) {
        lines.forEach(this::line);
    }

    @Override
    void facts(List<List<String>> rows) {
        columns(rows, new boolean[2]);
    }

    @Override
    void grid(List<String> header, List<List<String>> rows, boolean[] numeric) {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        columns(all, numeric);
    }

    private void columns(List<List<String>> rows, boolean[] numeric) {
        int[] widths = new int[numeric.length];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String padding = " ".repeat(widths[c] - width(row.get(c)));
                line.append("  ").append(numeric[c] ? padding + row.get(c) : row.get(c) + padding);
            }
            line(line.toString());
        }
    }

    /** A character outside the basic plane takes one place but two chars. */
    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
