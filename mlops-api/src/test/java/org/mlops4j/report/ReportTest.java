package org.mlops4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void aGridCopiesItsRows() {
        List<Object> row = new ArrayList<>(List.of("auc", 0.9));
        List<List<Object>> rows = new ArrayList<>(List.of(row));
        Block.Grid grid = new Block.Grid(List.of("metric", "value"), rows);
        row.set(0, "changed");
        rows.clear();

        assertThat(grid.rows()).containsExactly(List.of("auc", 0.9));
        assertThatThrownBy(() -> grid.rows().get(0).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aGridRefusesARowOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Block.Grid(List.of("metric", "value"), List.of(List.of("auc"))))
                .withMessage("a row of a grid must have 2 cells but has 1");
    }

    @Test
    void factsKeepTheirOrder() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("z", 1);
        values.put("a", 2);
        Block.Facts facts = new Block.Facts(values);
        values.clear();

        assertThat(facts.values().keySet()).containsExactly("z", "a");
    }

    @Test
    void aReportCopiesItsSections() {
        List<Section> sections = new ArrayList<>(List.of(Section.of("Drift", new Block.Paragraph("none"))));
        Report report = new Report("Monthly", sections);
        sections.clear();

        assertThat(report.sections()).containsExactly(Section.of("Drift", new Block.Paragraph("none")));
    }

    @Test
    void partsMustBeGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Report(null, List.of()))
                .withMessage("title");
        assertThatNullPointerException()
                .isThrownBy(() -> new Section(null, List.of()))
                .withMessage("heading");
        assertThatNullPointerException()
                .isThrownBy(() -> new Block.Paragraph(null))
                .withMessage("text");
    }
}
