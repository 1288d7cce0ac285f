package org.mlops4j.core.monitoring.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.check.Evidence;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.prediction.PredictionLog;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.ProfilePair;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

/** One window of the log, read once: counts, profile against the reference, and the evaluation of what is labelled. */
record LogWindow(
        long predictions, long labelled, long errors, Optional<ProfilePair> pair, Optional<Evaluation> evaluation) {

    private static final double DEFAULT_THRESHOLD = 0.5;

    static LogWindow read(ModelRegistry registry, PredictionLog log, ModelVersion version, Instant from, Instant to) {
        PredictionQuery query = PredictionQuery.model(version.model())
                .digest(version.digest())
                .from(from)
                .to(to)
                .build();
        Profile reference = registry.profile(version).orElse(null);
        WindowProfile profile = reference == null ? null : new WindowProfile(reference);
        long predictions = 0;
        long errors = 0;
        try (Stream<PredictionRecord> records = log.scan(query)) {
            for (PredictionRecord record : (Iterable<PredictionRecord>) records::iterator) {
                predictions++;
                errors += record.error().isPresent() ? 1 : 0;
                if (profile != null) {
                    record.features().ifPresent(profile::add);
                }
            }
        }
        Optional<Evaluation> evaluation = evaluate(log.joined(query), version);
        return new LogWindow(
                predictions,
                evaluation.map(Evaluation::rowCount).orElse(0),
                errors,
                profile == null ? Optional.empty() : Optional.of(profile.toPair()),
                evaluation);
    }

    Evidence evidence() {
        List<Object> subjects = new ArrayList<>();
        pair.ifPresent(subjects::add);
        evaluation.ifPresent(subjects::add);
        return Evidence.of(subjects.toArray());
    }

    private static Optional<Evaluation> evaluate(Table joined, ModelVersion version) {
        List<String> classes = version.manifest().classes();
        if (version.manifest().task().orElse(null) != Scores.Task.BINARY || classes.size() != 2) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (int row = 0; row < joined.rowCount(); row++) {
            String outcome = joined.column("outcome").text(row);
            if (outcome != null
                    && classes.contains(outcome)
                    && !joined.column("score").isNull(row)) {
                ids.add(String.valueOf(joined.column("id").text(row)));
                labels.add(outcome.equals(classes.get(1)));
                scores.add(joined.column("score").number(row));
            }
        }
        boolean[] positive = new boolean[labels.size()];
        double[] values = new double[labels.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = labels.get(i);
            values[i] = scores.get(i);
        }
        Cutoffs cutoffs = version.manifest().cutoffs().orElse(Cutoffs.at(DEFAULT_THRESHOLD));
        return Optional.of(Evaluation.binary(positive, values)
                .withIds(ids.toArray(String[]::new))
                .withCutoffs(cutoffs));
    }
}
