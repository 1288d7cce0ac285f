package org.mlops4j.core.monitoring.internal;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.check.Evidence;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.data.Column;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.prediction.PredictionLog;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.ProfilePair;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

/** One window of the log for one version: counts, the inputs against the reference, and the calls with their outcomes. */
record LogWindow(
        ModelVersion version, long predictions, long labelled, long errors, Optional<ProfilePair> pair, Table joined) {

    static LogWindow read(ModelRegistry registry, PredictionLog log, ModelVersion version, Instant from, Instant to) {
        PredictionQuery query = query(version, from, to);
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
        Table joined = log.joined(query);
        Column outcomes = joined.column("outcome");
        long labelled = (long) outcomes.size() - outcomes.nullCount();
        return new LogWindow(
                version,
                predictions,
                labelled,
                errors,
                Optional.ofNullable(profile).map(WindowProfile::toPair),
                joined);
    }

    /** Whether a window begins or ends there; otherwise it is open. */
    static boolean isBound(Instant time) {
        return !time.equals(Instant.MIN) && !time.equals(Instant.MAX);
    }

    private static PredictionQuery query(ModelVersion version, Instant from, Instant to) {
        PredictionQuery.Builder query = PredictionQuery.model(version.model()).digest(version.digest());
        if (isBound(from)) {
            query.from(from);
        }
        if (isBound(to)) {
            query.to(to);
        }
        return query.build();
    }

    /** The pair of profiles, and the evaluation of the labelled calls, which is made when a check asks for it. */
    Evidence evidence() {
        return new Evidence() {
            @Override
            public <S> Optional<S> find(Class<S> type) {
                if (type == ProfilePair.class) {
                    return pair.map(type::cast);
                }
                return type == Evaluation.class ? evaluate().map(type::cast) : Optional.empty();
            }
        };
    }

    /**
     * The calls that have an outcome and an answer.
     *
     * @throws MlopsException if an outcome is no class of the version: to leave it out would flatter the model
     */
    private Optional<Evaluation> evaluate() {
        List<String> classes = version.manifest().classes();
        Scores.Task task = version.manifest().task().orElse(Scores.Task.REGRESSION);
        if (task == Scores.Task.REGRESSION || classes.size() < 2) {
            return Optional.empty();
        }
        Column outcomes = joined.column("outcome");
        requireClasses(outcomes, classes);
        boolean binary = task == Scores.Task.BINARY;
        Column answers = joined.column(binary ? "score" : "decision");
        int[] rows = answered(outcomes, answers);
        String[] ids = new String[rows.length];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ids[i] = String.valueOf(joined.column("id").text(rows[i]));
            labels[i] = classes.indexOf(outcomes.text(rows[i]));
        }
        Evaluation evaluation =
                binary ? binary(labels, rows, answers, classes) : decisions(labels, rows, answers, classes);
        return Optional.of(evaluation.withIds(ids));
    }

    private Evaluation binary(int[] labels, int[] rows, Column scores, List<String> classes) {
        boolean[] positive = new boolean[rows.length];
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            positive[i] = labels[i] == 1;
            values[i] = scores.number(rows[i]);
        }
        Evaluation evaluation = Evaluation.binary(positive, values).withClasses(classes.get(0), classes.get(1));
        return version.manifest().cutoffs().map(evaluation::withCutoffs).orElse(evaluation);
    }

    private static Evaluation decisions(int[] labels, int[] rows, Column decisions, List<String> classes) {
        int[] decided = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            decided[i] = classes.indexOf(decisions.text(rows[i]));
        }
        return Evaluation.decisions(labels, decided, classes);
    }

    /** The rows with an outcome and an answer; a call that failed has no answer. */
    private static int[] answered(Column outcomes, Column answers) {
        int[] rows = new int[outcomes.size()];
        int found = 0;
        for (int row = 0; row < rows.length; row++) {
            if (!outcomes.isNull(row) && !answers.isNull(row)) {
                rows[found++] = row;
            }
        }
        return Arrays.copyOf(rows, found);
    }

    private static void requireClasses(Column outcomes, List<String> classes) {
        int strange = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            strange += outcomes.isNull(row) || classes.contains(outcomes.text(row)) ? 0 : 1;
        }
        if (strange > 0) {
            throw new MlopsException("outcomes must be among the classes " + classes + " but " + strange
                    + " are not; report them again as one of these, with a higher revision");
        }
    }
}
