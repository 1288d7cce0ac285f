package org.mlops4j.core.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.check.CheckResult;
import org.mlops4j.report.Block;
import org.mlops4j.report.Report;
import org.mlops4j.report.Section;

/**
 * Walks a report; what differs between formats is how headings, grids and texts look. Names and values may come from data:
 * control characters, which could break a table or command a terminal, become spaces.
 */
abstract class Renderer {

    private static final double SMALLEST_PLAIN = 1e-6;
    private static final double LARGEST_PLAIN = 1e15;

    private final StringBuilder out = new StringBuilder();

    final String render(Report report) {
        title(plain(report.title()));
        report.sections().forEach(this::add);
        return result();
    }

    final String render(Section section) {
        add(section);
        return result();
    }

    abstract void title(String title);

    abstract void heading(String heading);

    abstract void text(List<String> lines);

    abstract void facts(List<List<String>> rows);

    abstract void grid(List<String> header, List<List<String>> rows, boolean[] numeric);

    final void line(String line) {
        out.append(line.stripTrailing()).append('\n');
    }

    private void add(Section section) {
        heading(plain(section.heading()));
        section.blocks().forEach(this::render);
    }

    private String result() {
        return out.toString().strip() + "\n";
    }

    private void render(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            paragraph(paragraph.text());
        } else if (block instanceof Block.Facts facts) {
            List<List<String>> rows = new ArrayList<>();
            facts.values().forEach((name, value) -> rows.add(List.of(plain(name), cell(value))));
            if (!rows.isEmpty()) {
                facts(rows);
            }
        } else if (block instanceof Block.Grid grid) {
            grid(grid);
        } else if (block instanceof Block.Results results) {
            results.results().stream().map(CheckResult::explain).forEach(this::paragraph);
        }
    }

    private void paragraph(String text) {
        text(text.lines().map(Renderer::plain).toList());
    }

    private void grid(Block.Grid grid) {
        boolean[] numeric = new boolean[grid.header().size()];
        for (int c = 0; c < numeric.length; c++) {
            int column = c;
            numeric[c] =
                    !grid.rows().isEmpty() && grid.rows().stream().allMatch(row -> row.get(column) instanceof Number);
        }
        List<List<String>> rows = grid.rows().stream()
                .map(row -> row.stream().map(Renderer::cell).toList())
                .toList();
        if (numeric.length > 0) {
            grid(grid.header().stream().map(Renderer::plain).toList(), rows, numeric);
        }
    }

    private static String cell(Object value) {
        return value instanceof Double number ? number(number) : plain(String.valueOf(value));
    }

    /** In full, unless that were a row of zeros. */
    private static String number(double value) {
        double size = Math.abs(value);
        boolean plain = value == 0 || size >= SMALLEST_PLAIN && size < LARGEST_PLAIN;
        return plain ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString() : String.valueOf(value);
    }

    private static String plain(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (Character.isISOControl(out.charAt(i))) {
                out.setCharAt(i, ' ');
            }
        }
        return out.toString();
    }
}
