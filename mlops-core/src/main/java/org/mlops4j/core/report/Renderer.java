package org.mlops4j.core.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.check.CheckResult;
import org.mlops4j.report.Block;
import org.mlops4j.report.Report;
import org.mlops4j.report.Section;

/** Walks a report; what differs between formats is how headings, grids and texts look. */
abstract class Renderer {

    private final StringBuilder out = new StringBuilder();

    final String render(Report report) {
        title(report.title());
        for (Section section : report.sections()) {
            heading(section.heading());
            for (Block block : section.blocks()) {
                render(block);
            }
        }
        return out.toString().stripTrailing() + "\n";
    }

    abstract void title(String title);

    abstract void heading(String heading);

    abstract void text(String text);

    abstract void grid(List<String> header, List<List<String>> rows, boolean[] numeric);

    final void line(String line) {
        out.append(line.stripTrailing()).append('\n');
    }

    private void render(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            text(paragraph.text());
        } else if (block instanceof Block.Facts facts) {
            List<List<String>> rows = new ArrayList<>();
            facts.values().forEach((name, value) -> rows.add(List.of(name, cell(value))));
            grid(List.of(), rows, new boolean[2]);
        } else if (block instanceof Block.Grid grid) {
            grid(grid);
        } else if (block instanceof Block.Results results) {
            results.results().stream().map(CheckResult::explain).forEach(this::text);
        }
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
        grid(grid.header(), rows, numeric);
    }

    private static String cell(Object value) {
        return value instanceof Double number && Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
