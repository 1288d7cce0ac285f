package org.mlops4j.data;

import java.util.List;

/**
 * What reading a file gave.
 *
 * @param table the rows that could be read
 * @param badCells cells that could not be read or break a rule, in order, up to the reader's limit
 * @param badCellCount how many such cells there are in all
 * @param skippedRows how many rows were left out because of them
 * @param inferred what was concluded about each column of a file read without a schema; empty otherwise
 * @since 0.1.0
 */
public record TableRead(
        Table table, List<BadCell> badCells, long badCellCount, long skippedRows, List<Inference> inferred) {

    /**
     * Copies the lists.
     *
     * @param table the rows that could be read
     * @param badCells cells that could not be read or break a rule
     * @param badCellCount how many such cells there are in all
     * @param skippedRows how many rows were left out because of them
     * @param inferred what was concluded about each column
     */
    public TableRead {
        badCells = List.copyOf(badCells);
        inferred = List.copyOf(inferred);
    }

    /**
     * What was concluded about a column, and why.
     *
     * @param field the field it became
     * @param reason the evidence, in words
     */
    public record Inference(Field field, String reason) {}
}
