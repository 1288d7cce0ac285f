package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.evaluation.Metric.Direction;
import org.mlops4j.evaluation.CostMatrix;

class MetricsTest {

    private static final Metric COST = Metrics.expectedCost(new CostMatrix(-3, 1, 10, 0.5));

    @Test
    void areFoundByTheirNamesAndParameters() {
        for (Metric metric : List.of(Metrics.rocAuc(), Metrics.accuracy(), COST)) {
            assertThat(Metrics.byName(metric.name(), metric.parameters())).isEqualTo(metric);
        }
    }

    @Test
    void listTheirNames() {
        assertThat(Metrics.names()).containsExactly("accuracy", "expected_cost", "roc_auc");
    }

    @Test
    void listTheKnownNamesBesideAnUnknownOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.byName("auc"))
                .withMessage("unknown metric 'auc'; known are [accuracy, expected_cost, roc_auc]");
    }

    @Test
    void refuseMissingCosts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.byName("expected_cost"))
                .withMessage("parameter 'true_positive' of metric 'expected_cost' must be a number but is missing");
    }

    @Test
    void refuseCostsThatAreNoNumbers() {
        Map<String, Object> parameters = new HashMap<>(COST.parameters());
        parameters.put("false_negative", "ten");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.byName("expected_cost", parameters))
                .withMessageContaining("'false_negative'")
                .withMessageContaining("is none");
    }

    @Test
    void refuseParametersTheyDoNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.byName("accuracy", Map.of("k", 1)))
                .withMessage("metric 'accuracy' has no parameters [k]");
    }

    @Test
    void knowTheirDirectionAndRange() {
        assertThat(Metrics.rocAuc().direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
        assertThat(Metrics.accuracy().direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
        assertThat(COST.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
        assertThat(COST.low()).isEqualTo(-3);
        assertThat(COST.high()).isEqualTo(10);
    }
}
