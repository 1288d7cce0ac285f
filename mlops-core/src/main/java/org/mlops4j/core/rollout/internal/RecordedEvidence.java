package org.mlops4j.core.rollout.internal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Evidence;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.PairedEvaluation;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;

/**
 * What is recorded about a candidate and the version in use: the newest evaluation of the candidate whose rows are
 * stored, the newest of the champion on the same data set, and both paired by row. No model is run.
 */
final class RecordedEvidence implements Evidence {

    private static final double DEFAULT_THRESHOLD = 0.5;

    private final ModelRegistry registry;
    private final ModelVersion candidate;
    private final @Nullable ModelVersion champion;

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
            return newest(candidate, null).map(report -> type.cast(evaluation(candidate, report)));
        }
        if (type == PairedEvaluation.class) {
            return paired().map(type::cast);
        }
        return Optional.empty();
    }

    private Optional<PairedEvaluation> paired() {
        ModelVersion inUse = champion;
        EvaluationReport challenge = newest(candidate, null).orElse(null);
        if (inUse == null || challenge == null) {
            return Optional.empty();
        }
        return newest(inUse, challenge.dataset())
                .map(report -> PairedEvaluation.of(evaluation(inUse, report), evaluation(candidate, challenge)));
    }

    private Optional<EvaluationReport> newest(ModelVersion version, @Nullable String dataset) {
        List<RecordedEvaluation> all = registry.evaluations(version);
        EvaluationReport found = null;
        for (RecordedEvaluation recorded : all) {
            boolean wanted = dataset == null || recorded.report().dataset().equals(dataset);
            if (wanted && recorded.report().rows().isPresent()) {
                found = recorded.report();
            }
        }
        return Optional.ofNullable(found);
    }

    private Evaluation evaluation(ModelVersion version, EvaluationReport report) {
        Cutoffs cutoffs = version.manifest().cutoffs().orElse(Cutoffs.at(DEFAULT_THRESHOLD));
        return Evaluation.of(registry.evaluationRows(report).orElseThrow(), cutoffs);
    }
}
