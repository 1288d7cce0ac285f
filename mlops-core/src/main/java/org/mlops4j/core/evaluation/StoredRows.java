package org.mlops4j.core.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Role;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;

/** An evaluation as a table, and back. */
final class StoredRows {

    private static final String ID = "id";
    private static final String LABEL = "label";
    private static final String SCORE = "score";
    private static final String DECISION = "decision";
    private static final String WEIGHT = "weight";
    private static final Set<String> RESERVED = Set.of(ID, LABEL, SCORE, DECISION, WEIGHT);

    private StoredRows() {}

    static Table write(Evaluation evaluation) {
        int rows = evaluation.rowCount();
        List<Column> columns = new ArrayList<>();
        if (evaluation.hasIds()) {
            String[] ids = new String[rows];
            for (int i = 0; i < rows; i++) {
                ids[i] = evaluation.id(i).orElseThrow();
            }
            columns.add(StringColumn.of(field(ID, DataType.STRING, Role.ID).build(), ids));
        }
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = evaluation.label(i);
        }
        columns.add(classColumn(LABEL, Role.LABEL, labels, evaluation.classes()));
        columns.add(prediction(evaluation));
        if (evaluation.isWeighted()) {
            double[] weights = new double[rows];
            for (int i = 0; i < rows; i++) {
                weights[i] = evaluation.weight(i);
            }
            columns.add(Float64Column.of(Field.of(WEIGHT, DataType.FLOAT64), weights));
        }
        columns.addAll(evaluation.slices());
        return Table.of(columns);
    }

    private static Column prediction(Evaluation evaluation) {
        int rows = evaluation.rowCount();
        if (!evaluation.hasScores()) {
            int[] decisions = new int[rows];
            for (int i = 0; i < rows; i++) {
                decisions[i] = evaluation.decision(i);
            }
            return classColumn(DECISION, Role.PREDICTION, decisions, evaluation.classes());
        }
        ScoreColumns scores = evaluation.scoreColumns();
        if (evaluation.task() == Scores.Task.BINARY) {
            return Float64Column.of(
                    field(SCORE, DataType.FLOAT64, Role.PREDICTION).build(), scores.column(0));
        }
        List<double @Nullable []> vectors = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            double[] vector = new double[scores.width()];
            for (int k = 0; k < vector.length; k++) {
                vector[k] = scores.at(i, k);
            }
            vectors.add(vector);
        }
        DataType type = DataType.vector(scores.width());
        return VectorColumn.of(field(SCORE, type, Role.PREDICTION).build(), vectors);
    }

    private static Column classColumn(String name, Role role, int[] codes, List<String> classes) {
        if (!classes.equals(Evaluation.FALSE_TRUE)) {
            Field field = field(name, DataType.CATEGORY, role).allowed(classes).build();
            return CategoryColumn.ofCodes(field, codes, classes);
        }
        boolean[] values = new boolean[codes.length];
        for (int i = 0; i < codes.length; i++) {
            values[i] = codes[i] == 1;
        }
        return BooleanColumn.of(field(name, DataType.BOOLEAN, role).build(), values);
    }

    private static Field.Builder field(String name, DataType type, Role role) {
        return Field.builder(name, type).roles(role);
    }

    static Evaluation read(Table rows) {
        Schema schema = rows.schema();
        Column label = rows.column(only(schema, Role.LABEL).name());
        Column prediction = rows.column(only(schema, Role.PREDICTION).name());
        List<String> classes = classes(label);
        int[] labels = codes(label, classes);
        Evaluation evaluation = predicted(prediction, labels, classes);
        List<Field> ids = schema.withRole(Role.ID);
        if (ids.size() > 1) {
            throw new IllegalArgumentException("rows must have at most one field with role ID but have " + ids);
        }
        if (!ids.isEmpty()) {
            evaluation = evaluation.withIds(texts(rows.column(ids.get(0).name())));
        }
        boolean weighted = isWeighted(schema);
        if (weighted) {
            evaluation = evaluation.withWeights(rows.column(WEIGHT).toNumbers());
        }
        return evaluation.withSlices(rows.columns().stream()
                .filter(column -> isSlice(column.field()))
                .filter(column -> column != label && column != prediction)
                .filter(column -> !column.field().is(Role.ID))
                .filter(column -> !weighted || !column.field().name().equals(WEIGHT))
                .toArray(Column[]::new));
    }

    private static Evaluation predicted(Column prediction, int[] labels, List<String> classes) {
        if (prediction instanceof VectorColumn vectors) {
            double[][] scores = new double[labels.length][];
            for (int i = 0; i < scores.length; i++) {
                double[] vector = vectors.at(i);
                scores[i] = vector == null ? new double[0] : vector;
            }
            return Evaluation.multiclass(labels, scores, classes);
        }
        boolean isScore = prediction.field().type().isNumeric() && !(prediction instanceof BooleanColumn);
        if (!isScore) {
            return Evaluation.decisions(labels, codes(prediction, classes), classes);
        }
        if (classes.size() != 2) {
            throw new IllegalArgumentException("a single score needs a label of two classes but '"
                    + prediction.field().name() + "' stands beside classes " + classes
                    + "; give a VECTOR of one probability a class");
        }
        boolean[] positive = new boolean[labels.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = labels[i] == 1;
        }
        return Evaluation.binary(positive, prediction.toNumbers()).withClasses(classes.get(0), classes.get(1));
    }

    private static Field only(Schema schema, Role role) {
        return schema.only(role)
                .orElseThrow(() -> new IllegalArgumentException(
                        "rows must have exactly one field with role " + role + " but have " + schema.withRole(role)));
    }

    private static List<String> classes(Column label) {
        Field field = label.field();
        if (field.type().isNumeric()) {
            return Evaluation.FALSE_TRUE;
        }
        if (field.type().isText() && !field.allowed().isEmpty()) {
            return RowRules.requireClasses(field.allowed());
        }
        throw new IllegalArgumentException(
                "label '" + field.name() + "' must be BOOLEAN, a number that is 0 or 1, or a "
                        + "text field that lists its classes with allowed(...), of two the negative one first, but is "
                        + field.type());
    }

    private static int[] codes(Column column, List<String> classes) {
        int[] codes = new int[column.size()];
        if (column.field().type().isNumeric()) {
            for (int i = 0; i < codes.length; i++) {
                double value = column.number(i);
                codes[i] = value == 1 ? 1 : value == 0 ? 0 : -1;
            }
        } else {
            Map<String, Integer> positions = new HashMap<>();
            for (String name : classes) {
                positions.put(name, positions.size());
            }
            for (int i = 0; i < codes.length; i++) {
                codes[i] = positions.getOrDefault(column.text(i), -1);
            }
        }
        String allowed = column.field().type().isNumeric() ? "0 or 1" : "one of " + classes;
        RowRules.require(
                codes.length,
                "'" + column.field().name() + "' must be " + allowed + " and not missing",
                i -> codes[i] >= 0);
        return codes;
    }

    private static String[] texts(Column column) {
        String[] texts = new String[column.size()];
        for (int i = 0; i < texts.length; i++) {
            String text = column.text(i);
            texts[i] = text == null ? "" : text;
        }
        return texts;
    }

    private static boolean isWeighted(Schema schema) {
        if (!schema.has(WEIGHT) || schema.field(WEIGHT).type().kind() != DataType.Kind.FLOAT64) {
            return false;
        }
        Field weight = schema.field(WEIGHT);
        if (weight.is(Role.LABEL) || weight.is(Role.PREDICTION) || weight.is(Role.ID)) {
            return false;
        }
        List<Field> features = schema.withRole(Role.FEATURE);
        if (weight.is(Role.FEATURE) && features.size() > 1) {
            throw new IllegalArgumentException("field 'weight' stands among the features " + features
                    + ", so it may be one of them or the weight of the row; leave the features out with "
                    + "Table.columns(...), or the weight if it is a feature");
        }
        return true;
    }

    private static boolean isSlice(Field field) {
        return field.is(Role.SLICE) || field.is(Role.PROTECTED);
    }

    /** Columns that may be slices of so many rows. */
    static List<Column> requireSlices(List<Column> columns, int rows) {
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            Field field = column.field();
            RowRules.requireLength("slice '" + field.name() + "'", column.size(), rows);
            if (!isSlice(field)) {
                throw new IllegalArgumentException(
                        "slice '" + field.name() + "' must have role SLICE or PROTECTED but has " + field.roles());
            }
            if (RESERVED.contains(field.name()) || !names.add(field.name())) {
                throw new IllegalArgumentException("names of slices must be distinct and none of " + RESERVED + " but '"
                        + field.name() + "' is not; rename it");
            }
        }
        return columns;
    }
}
