package org.mlops4j.core.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckKind;
import org.mlops4j.check.CheckSpec;

/** One kind of check of this room, and how a metric stands in its parameters. */
record EvaluationCheckKind(String kind, Function<CheckSpec, Check<?>> reader) implements CheckKind {

    private static final String METRIC = "metric";
    private static final String METRIC_PARAMETERS = "metric_parameters";

    @Override
    public Check<?> create(CheckSpec spec) {
        if (!spec.kind().equals(kind)) {
            throw new IllegalArgumentException("spec must be of kind '" + kind + "' but is of '" + spec.kind() + "'");
        }
        return reader.apply(spec);
    }

    /** A spec that holds a metric. */
    static CheckSpec specOf(String kind, Metric metric) {
        CheckSpec spec = CheckSpec.of(kind).with(METRIC, metric.name());
        return metric.parameters().isEmpty() ? spec : spec.with(METRIC_PARAMETERS, metric.parameters());
    }

    /** The metric that a spec holds beside the given parameters and no others. */
    static Metric metricOf(CheckSpec spec, String... others) {
        Set<String> unknown = new TreeSet<>(spec.parameters().keySet());
        unknown.removeAll(Arrays.asList(others));
        unknown.remove(METRIC);
        unknown.remove(METRIC_PARAMETERS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("check '" + spec.kind() + "' has no parameters " + unknown);
        }
        Map<String, Object> parameters = new TreeMap<>();
        if (spec.has(METRIC_PARAMETERS)) {
            if (!(spec.parameters().get(METRIC_PARAMETERS) instanceof Map<?, ?> given)) {
                throw new IllegalArgumentException(
                        "parameter '" + METRIC_PARAMETERS + "' of check '" + spec.kind() + "' must be a map");
            }
            given.forEach((name, value) -> parameters.put(String.valueOf(name), value));
        }
        return Metrics.byName(spec.text(METRIC), parameters);
    }
}
