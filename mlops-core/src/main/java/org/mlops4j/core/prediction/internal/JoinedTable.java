package org.mlops4j.core.prediction.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;

/** Calls with what turned out to be true, as a table. */
final class JoinedTable {

    private static final double NANOS_PER_MILLI = 1e6;

    private JoinedTable() {}

    static Table of(StreamReader streams, PredictionQuery query) {
        if (query.model().isEmpty()) {
            throw new IllegalArgumentException(
                    "a joined table needs one model: use PredictionQuery.model(name), not all()");
        }
        List<PredictionRecord> records = recordsOf(streams, query);
        Map<PredictionId, Outcome> outcomes = outcomesOf(streams, records);
        Schema features = newestFeatures(records);
        Layout layout = Layout.of(records, features);
        TableBuilder table = new TableBuilder(layout.schema);
        for (PredictionRecord record : records) {
            layout.write(record, outcomes.get(record.id()), table.startRow());
        }
        return table.build();
    }

    /** One call an id, the earliest: a repeated call would count its outcome twice. */
    private static List<PredictionRecord> recordsOf(StreamReader streams, PredictionQuery query) {
        Map<PredictionId, PredictionRecord> records = new LinkedHashMap<>();
        try (Stream<PredictionRecord> found = streams.predictions(query)) {
            found.forEach(record ->
                    records.merge(record.id(), record, (a, b) -> b.time().isBefore(a.time()) ? b : a));
        }
        return List.copyOf(records.values());
    }

    /** For each call the outcome that counts: highest revision, then latest time, then last to arrive. */
    private static Map<PredictionId, Outcome> outcomesOf(StreamReader streams, List<PredictionRecord> records) {
        Set<PredictionId> wanted = new HashSet<>();
        records.forEach(record -> wanted.add(record.id()));
        Map<PredictionId, Outcome> best = new HashMap<>();
        Comparator<Outcome> order = Comparator.comparingInt(Outcome::revision).thenComparing(Outcome::time);
        try (Stream<Outcome> all = streams.outcomes()) {
            all.filter(outcome -> wanted.contains(outcome.prediction()))
                    .forEach(outcome ->
                            best.merge(outcome.prediction(), outcome, (a, b) -> order.compare(a, b) > 0 ? a : b));
        }
        return best;
    }

    private static Schema newestFeatures(List<PredictionRecord> records) {
        return records.stream()
                .filter(record -> record.features().isPresent())
                .max(Comparator.comparingInt(PredictionRecord::version))
                .flatMap(PredictionRecord::features)
                .map(Row::schema)
                .orElse(Schema.of());
    }

    /** Which column stands where. */
    private static final class Layout {

        private final Schema schema;
        private final int scores;
        private final List<String> slices;
        private final Schema features;
        private final int firstFeature;

        private Layout(Schema schema, int scores, List<String> slices, Schema features) {
            this.schema = schema;
            this.scores = scores;
            this.slices = slices;
            this.features = features;
            this.firstFeature = schema.size() - features.size();
        }

        static Layout of(List<PredictionRecord> records, Schema features) {
            int scores = records.stream()
                    .mapToInt(record -> record.scores().length)
                    .max()
                    .orElse(1);
            TreeSet<String> slices = new TreeSet<>();
            records.forEach(record -> slices.addAll(record.slices().keySet()));
            List<Field> fields = new ArrayList<>();
            fields.add(field("id", DataType.STRING, Role.ID));
            fields.add(field("time", DataType.INSTANT, Role.TIMESTAMP));
            fields.add(field("version", DataType.INT64, Role.SLICE));
            fields.add(field("arm", DataType.CATEGORY, Role.SLICE));
            fields.add(field("score", DataType.FLOAT64, Role.PREDICTION));
            for (int i = 1; i < scores; i++) {
                fields.add(field("score." + i, DataType.FLOAT64, Role.PREDICTION));
            }
            fields.add(field("decision", DataType.CATEGORY, Role.PREDICTION));
            fields.add(field("error", DataType.CATEGORY, Role.SLICE));
            fields.add(field("latency_ms", DataType.FLOAT64, Role.SLICE));
            fields.add(field("outcome", DataType.CATEGORY, Role.LABEL));
            fields.add(field("outcome_time", DataType.INSTANT, Role.TIMESTAMP));
            slices.forEach(slice -> fields.add(field("slice." + slice, DataType.CATEGORY, Role.SLICE)));
            Set<String> taken = new HashSet<>();
            fields.forEach(known -> taken.add(known.name()));
            for (Field feature : features.fields()) {
                String name = feature.name();
                while (!taken.add(name)) {
                    name = "feature." + name;
                }
                fields.add(Field.builder(name, feature.type())
                        .roles(feature.roles())
                        .sensitivity(feature.sensitivity())
                        .nullable()
                        .build());
            }
            return new Layout(Schema.of(fields), Math.max(1, scores), List.copyOf(slices), features);
        }

        private static Field field(String name, DataType type, Role role) {
            return Field.builder(name, type).roles(role).nullable().build();
        }

        void write(PredictionRecord record, @Nullable Outcome outcome, TableBuilder row) {
            int at = 0;
            row.text(at++, record.id().toString());
            row.instant(at++, record.time());
            row.int64(at++, record.version());
            row.text(at++, record.arm());
            double[] values = record.scores();
            for (int i = 0; i < scores; i++, at++) {
                if (i < values.length) {
                    row.float64(at, values[i]);
                }
            }
            text(row, at++, record.decision().orElse(null));
            text(row, at++, record.error().orElse(null));
            row.float64(at++, record.latency().toNanos() / NANOS_PER_MILLI);
            text(row, at++, outcome == null ? null : outcome.valueOrNull());
            if (outcome != null && outcome.valueOrNull() != null) {
                row.instant(at, outcome.time());
            }
            at++;
            for (String slice : slices) {
                text(row, at++, record.slices().get(slice));
            }
            writeFeatures(record, row);
        }

        private void writeFeatures(PredictionRecord record, TableBuilder row) {
            Row values = record.features().orElse(null);
            for (int i = 0; values != null && i < features.size(); i++) {
                Field wanted = features.field(i);
                int from = values.schema().indexOf(wanted.name()).orElse(-1);
                if (from >= 0
                        && !values.isNull(from)
                        && values.schema().field(from).type().equals(wanted.type())) {
                    copy(values, from, wanted.type(), row, firstFeature + i);
                }
            }
        }

        private static void copy(Row values, int from, DataType type, TableBuilder row, int to) {
            switch (type.kind()) {
                case BOOLEAN -> row.bool(to, values.bool(from));
                case INT64 -> row.int64(to, values.int64(from));
                case FLOAT64 -> row.float64(to, values.number(from));
                case STRING, CATEGORY -> text(row, to, values.text(from));
                case INSTANT -> {
                    Instant value = values.instant(from);
                    if (value != null) {
                        row.instant(to, value);
                    }
                }
                case VECTOR -> {
                    double[] value = values.vector(from);
                    if (value != null) {
                        row.vector(to, value);
                    }
                }
            }
        }

        private static void text(TableBuilder row, int field, @Nullable String value) {
            if (value != null) {
                row.text(field, value);
            }
        }
    }
}
