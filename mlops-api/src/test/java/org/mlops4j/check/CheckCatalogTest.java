package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckCatalogTest {

    private record Kind(String kind) implements CheckKind {

        @Override
        public Check<?> create(CheckSpec spec) {
            DecisionRule rule = DecisionRule.fromParameters(spec);
            return FixedCheck.of(kind, rule, Measurement.of(kind, Estimate.of(0.9, 1000)));
        }
    }

    private static final class Foreign implements CheckKind {

        @Override
        public String kind() {
            return "metric";
        }

        @Override
        public Check<?> create(CheckSpec spec) {
            throw new IllegalArgumentException("never");
        }
    }

    private final CheckCatalog catalog = CheckCatalog.of(List.of(new Kind("metric"), new Kind("drift")));

    @Test
    void kindsAreSorted() {
        assertThat(catalog.kinds()).containsExactly("drift", "metric");
    }

    @Test
    void kindsCannotBeChanged() {
        assertThatThrownBy(() -> catalog.kinds().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void createdCheckHasTheSpecItWasCreatedFrom() {
        CheckSpec spec = CheckSpec.of("metric")
                .with(DecisionRule.atLeast(1).demonstrated().toParameters());

        assertThat(catalog.create(spec).spec()).isEqualTo(spec);
    }

    @Test
    void unknownKindNamesThoseKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.create(CheckSpec.of("metrik")))
                .withMessage(
                        "unknown kind of check 'metrik'; known are [drift, metric]; a foreign kind needs its jar on "
                                + "the class path");
    }

    @Test
    void twoProvidersOfOneKindAreBothNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckCatalog.of(List.of(new Kind("metric"), new Foreign())))
                .withMessage("kind of check 'metric' must have one provider but has " + Kind.class.getName() + " and "
                        + Foreign.class.getName());
    }

    @Test
    void anEmptyCatalogKnowsNothing() {
        assertThat(CheckCatalog.of(List.of()).kinds()).isEmpty();
    }
}
