package org.mlops4j.core.rollout.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Evidence;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.PairedEvaluation;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;

/**
 * What is recorded about a candidate and the version in use: the newest evaluation of the candidate whose rows are
 * stored; and of those whose data set the champion was evaluated on too, the newest of both, paired by row. No model is
 * run. What is recorded is looked up once, so that all checks of a decision see the same. Used by one thread.
 */
final class RecordedEvidence implements Evidence {

    private final ModelRegistry registry;
    private final ModelVersion candidate;
    private final @Nullable ModelVersion champion;
    private final Map<ModelVersion, List<EvaluationReport>> recorded = new HashMap<>();
    private final Map<List<Digest>, Evaluation> read = new HashMap<>();
    private final List<Map<String, Object>> used = new ArrayList<>();

    RecordedEvidence(ModelRegistry registry, ModelVersion candidate, @Nullable ModelVersion champion) {
        this.registry = registry;
        this.candidate = candidate;
        this.champion = champion;
    }

    @Override
    public <S> Optional<S> find(Class<S> type) {
        if (type == ModelVersion.class) {
            return Optional.of(type.cast(candidate));
        }
        if (type == Evaluation.class) {
            return newest(reports(candidate)).map(report -> type.cast(evaluation(candidate, report)));
        }
        if (type == PairedEvaluation.class) {
            return paired().map(type::cast);
        }
        return Optional.empty();
    }

    /** What checks were given: version, data set and digest of the rows of each evaluation. */
    List<Map<String, Object>> used() {
        return used;
    }

    private Optional<PairedEvaluation> paired() {
        ModelVersion inUse = champion;
        if (inUse == null) {
            return Optional.empty();
        }
        Map<String, EvaluationReport> newestOfChampion = new HashMap<>();
        reports(inUse).forEach(report -> newestOfChampion.put(report.dataset(), report));
        List<EvaluationReport> onSameData = reports(candidate).stream()
                .filter(report -> newestOfChampion.containsKey(report.dataset()))
                .toList();
        return newest(onSameData).map(report -> {
            EvaluationReport other = Objects.requireNonNull(newestOfChampion.get(report.dataset()));
            return PairedEvaluation.of(evaluation(inUse, other), evaluation(candidate, report));
        });
    }

    /** The evaluations of a version whose rows are stored, oldest first. */
    private List<EvaluationReport> reports(ModelVersion version) {
        List<EvaluationReport> known = recorded.get(version);
        if (known == null) {
            known = registry.evaluations(version).stream()
                    .map(RecordedEvaluation::report)
                    .filter(report -> report.rows().isPresent())
                    .toList();
            recorded.put(version, known);
        }
        return known;
    }

    private static Optional<EvaluationReport> newest(List<EvaluationReport> reports) {
        return reports.isEmpty() ? Optional.empty() : Optional.of(reports.get(reports.size() - 1));
    }

    private Evaluation evaluation(ModelVersion version, EvaluationReport report) {
        Digest digest = report.rows().orElseThrow();
        List<Digest> key = List.of(version.digest(), digest);
        Evaluation known = read.get(key);
        if (known != null) {
            return known;
        }
        Table rows = registry.evaluationRows(report).orElseThrow();
        Evaluation evaluation = version.manifest()
                .cutoffs()
                .map(cutoffs -> Evaluation.of(rows, cutoffs))
                .orElseGet(() -> Evaluation.of(rows));
        read.put(key, evaluation);
        Map<String, Object> use = new LinkedHashMap<>();
        use.put("version", version.digest());
        use.put("dataset", report.dataset());
        use.put("rows", digest);
        used.add(use);
        return evaluation;
    }
}
