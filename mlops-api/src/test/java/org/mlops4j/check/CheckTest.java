package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final DecisionRule RULE = DecisionRule.atLeast(0.8).point();

    private final Check<Integer> check =
            new FixedCheck("share", RULE, subject -> Measurement.of("share", Estimate.of(subject / 10.0, subject)));

    @Test
    void runMeasuresAndDecides() {
        assertThat(check.run(9).isPassed()).isTrue();
        assertThat(check.run(7).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void runFindsItsSubject() {
        assertThat(check.run(Evidence.of("text", 9)).isPassed()).isTrue();
    }

    @Test
    void resultCarriesSpecDescriptionAndMeasurement() {
        CheckResult result = check.run(9);

        assertThat(result.spec()).isEqualTo(check.spec());
        assertThat(result.description()).isEqualTo("share must be at least 0.8 (point)");
        assertThat(result.measurement().estimate()).isEqualTo(Estimate.of(0.9, 9));
    }

    @Test
    void aMissingSubjectIsInconclusiveAndNamed() {
        CheckResult result = check.run(Evidence.of("text"));

        assertThat(result.decision())
                .isEqualTo(Decision.inconclusive(
                        Reason.MISSING_SUBJECT, "no Integer was given", "give the check a Integer"));
        assertThat(result.measurement().estimate().isDefined()).isFalse();
    }

    @Test
    void anExceptionOfTheMeasurementIsInconclusive() {
        Check<Integer> broken = new FixedCheck("share", RULE, subject -> {
            throw new ArithmeticException("overflow");
        });

        assertThat(broken.run(1).decision())
                .isEqualTo(Decision.inconclusive(
                        Reason.ERROR,
                        "the check failed: java.lang.ArithmeticException: overflow",
                        "mend the check or its subject"));
    }

    @Test
    void aMeasurementThatIsNotThereIsInconclusive() {
        assertThat(new FixedCheck("share", RULE, subject -> null)
                        .run(1)
                        .decision()
                        .reason())
                .isEqualTo(Reason.ERROR);
    }

    @Test
    void anExceptionOfTheEvidenceIsInconclusive() {
        Evidence unreadable = new Evidence() {
            @Override
            public <S> Optional<S> find(Class<S> type) {
                throw new IllegalStateException("the log is closed");
            }
        };

        assertThat(check.run(unreadable).decision())
                .isEqualTo(Decision.inconclusive(
                        Reason.ERROR,
                        "the Integer cannot be read: java.lang.IllegalStateException: the log is closed",
                        "mend where it is kept"));
    }

    @Test
    void anErrorOfTheMachineIsNotHidden() {
        Check<Integer> broken = new FixedCheck("share", RULE, subject -> {
            throw new OutOfMemoryError("test");
        });

        assertThatThrownBy(() -> broken.run(1)).isInstanceOf(OutOfMemoryError.class);
    }
}
