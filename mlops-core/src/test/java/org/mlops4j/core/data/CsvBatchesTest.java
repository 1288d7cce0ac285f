package org.mlops4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.BadDataException;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableRead;

class CsvBatchesTest {

    private static final Schema SCHEMA = Schema.of(Field.of("x", DataType.INT64));

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), content);
    }

    private static List<String> rows(List<Table> batches) {
        return batches.stream()
                .map(batch -> {
                    StringBuilder text = new StringBuilder();
                    for (int row = 0; row < batch.rowCount(); row++) {
                        text.append(batch.column("x").text(row));
                    }
                    return text.toString();
                })
                .toList();
    }

    @Test
    void rowsComeInBatchesInOrder() throws IOException {
        List<Table> batches = new ArrayList<>();
        TableRead read = Csv.ofDefaults().read(file("x\n1\n2\n3\n4\n5\n"), SCHEMA, 2, batches::add);
        assertThat(rows(batches)).containsExactly("12", "34", "5");
        assertThat(read.table().rowCount()).isZero();
    }

    @Test
    void badCellsOfAllBatchesAreReported() throws IOException {
        List<Table> batches = new ArrayList<>();
        TableRead read = Csv.ofDefaults()
                .onBadCell(BadCellPolicy.SKIP_ROW)
                .read(file("x\n1\nb\n3\nd\n5\n"), SCHEMA, 2, batches::add);
        assertThat(String.join("", rows(batches))).isEqualTo("135");
        assertThat(read.badCellCount()).isEqualTo(2);
        assertThat(read.skippedRows()).isEqualTo(2);
    }

    @Test
    void badCellsFailAtTheEnd() throws IOException {
        List<Table> batches = new ArrayList<>();
        Path file = file("x\n1\nb\n3\n");
        assertThatThrownBy(() -> Csv.ofDefaults().read(file, SCHEMA, 1, batches::add))
                .isInstanceOf(BadDataException.class);
    }

    @Test
    void batchesHoldOneRowAtLeast() throws IOException {
        Path file = file("x\n1\n");
        assertThatThrownBy(() -> Csv.ofDefaults().read(file, SCHEMA, 0, batch -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchRows must be >= 1 but was 0");
    }
}
