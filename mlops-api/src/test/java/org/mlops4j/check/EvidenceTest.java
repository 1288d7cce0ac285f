package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    @Test
    void findsTheFirstObjectOfTheType() {
        assertThat(Evidence.of("a", 1, 2, "b").find(Integer.class)).contains(1);
    }

    @Test
    void findsByASupertypeToo() {
        assertThat(Evidence.of("a", 1, 2.5).find(Number.class)).contains(1);
    }

    @Test
    void findsNothingOfAnotherType() {
        assertThat(Evidence.of("a").find(Integer.class)).isEmpty();
        assertThat(Evidence.of().find(Object.class)).isEmpty();
    }

    @Test
    void orElseAsksTheSecondOnlyWhereTheFirstHasNone() {
        AtomicInteger asked = new AtomicInteger();
        Evidence second = new Evidence() {
            @Override
            public <S> Optional<S> find(Class<S> type) {
                asked.incrementAndGet();
                return Evidence.of(2, "b").find(type);
            }
        };
        Evidence both = Evidence.of(1).orElse(second);

        assertThat(both.find(Integer.class)).contains(1);
        assertThat(asked).hasValue(0);
        assertThat(both.find(String.class)).contains("b");
        assertThat(both.find(List.class)).isEmpty();
    }

    @Test
    void runKeepsTheOrderOfTheChecks() {
        Check<Integer> one = FixedCheck.of("one", DecisionRule.atLeast(0), Measurement.of("one", Estimate.of(1, 1)));
        Check<Integer> two = FixedCheck.of("two", DecisionRule.atLeast(0), Measurement.of("two", Estimate.of(1, 1)));

        assertThat(Evidence.of(1).run(List.of(two, one)))
                .extracting(result -> result.spec().kind())
                .containsExactly("two", "one");
    }
}
