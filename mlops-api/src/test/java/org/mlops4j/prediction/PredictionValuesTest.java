package org.mlops4j.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Digest;
import org.mlops4j.model.PredictionId;

class PredictionValuesTest {

    private static final PredictionId ID = PredictionId.of(1, 2);
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
    private static final Digest DIGEST = Digest.of(new byte[] {1});

    private static PredictionRecord.Builder record() {
        return PredictionRecord.builder(ID, TIME, "credit", 3, DIGEST);
    }

    @Test
    void aWaitMustNotBeNegative() {
        assertThat(FailurePolicy.dropNewest().maxWait()).isZero();
        assertThat(FailurePolicy.block(Duration.ofSeconds(1)).maxWait()).isEqualTo(Duration.ofSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailurePolicy.block(Duration.ofNanos(-1)))
                .withMessage("maxWait must be >= 0 but was PT-0.000000001S");
        assertThatNullPointerException()
                .isThrownBy(() -> FailurePolicy.block(null))
                .withMessage("maxWait");
    }

    @Test
    void anOutcomeIsAClassOrANumberAsText() {
        assertThat(Outcome.of(ID, "bad", TIME)).isEqualTo(new Outcome(ID, "bad", TIME, 0, ""));
        assertThat(Outcome.of(ID, 0.1, TIME).value()).contains("0.1");
        assertThat(Outcome.of(ID, Double.NaN, TIME).value()).contains("NaN");
    }

    @Test
    void aRetractionHasNoValue() {
        assertThat(Outcome.retraction(ID, TIME, 2)).isEqualTo(new Outcome(ID, null, TIME, 2, ""));
        assertThat(Outcome.retraction(ID, TIME, 2).value()).isEmpty();
    }

    @Test
    void partsOfAnOutcomeAreChecked() {
        String longest = "x".repeat(255);

        assertThat(new Outcome(ID, longest, TIME, 0, longest).value()).contains(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcome(ID, longest + "x", TIME, 0, ""))
                .withMessage("value and source must have at most 255 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> new Outcome(ID, null, TIME, 0, longest + "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.retraction(ID, TIME, -1))
                .withMessage("revision must be >= 0 but was -1");
        assertThatNullPointerException()
                .isThrownBy(() -> Outcome.of(ID, (String) null, TIME))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> Outcome.of(null, "bad", TIME))
                .withMessage("prediction");
        assertThatNullPointerException()
                .isThrownBy(() -> Outcome.of(ID, "bad", null))
                .withMessage("time");
    }

    @Test
    void aRecordHasDefaultsForWhatIsNotSaid() {
        PredictionRecord record = record().build();

        assertThat(record.arm()).isEqualTo("champion");
        assertThat(record.scores()).isEmpty();
        assertThat(record.score()).isEmpty();
        assertThat(record.decision()).isEmpty();
        assertThat(record.error()).isEmpty();
        assertThat(record.features()).isEmpty();
        assertThat(record.latency()).isZero();
        assertThat(record.slices()).isEmpty();
    }

    @Test
    void aRecordKeepsCopies() {
        double[] scores = {0.25, 0.75};
        Map<String, String> slices = new TreeMap<>(Map.of("b", "2", "a", "1"));
        PredictionRecord record = record().scores(scores).slices(slices).build();
        scores[0] = 99;
        slices.clear();
        record.scores()[1] = 99;

        assertThat(record.scores()).containsExactly(0.25, 0.75);
        assertThat(record.score()).hasValue(0.25);
        assertThat(record.slices()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(record.slices()).isUnmodifiable();
    }

    @Test
    void aVersionIsNumberedFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionRecord.builder(ID, TIME, "credit", 0, DIGEST))
                .withMessage("version must be >= 1 but was 0");
    }

    @Test
    void theTextOfARecordShowsNoValues() {
        assertThat(record().scores(0.123)
                        .decision("bad")
                        .slices(Map.of("tenant", "acme"))
                        .build())
                .hasToString(ID + " credit:3");
        assertThat(record().error("java.lang.Error").build()).hasToString(ID + " credit:3 failed with java.lang.Error");
    }

    @Test
    void aQueryTakesFromTheFirstTimeUpToAndWithoutTheLast() {
        PredictionQuery query = PredictionQuery.model("credit")
                .from(TIME)
                .to(TIME.plusSeconds(1))
                .build();

        assertThat(query.matches(record().build())).isTrue();
        assertThat(query.matches(at(TIME.minusNanos(1)))).isFalse();
        assertThat(query.matches(at(TIME.plusSeconds(1).minusNanos(1)))).isTrue();
        assertThat(query.matches(at(TIME.plusSeconds(1)))).isFalse();
    }

    private static PredictionRecord at(Instant time) {
        return PredictionRecord.builder(ID, time, "credit", 3, DIGEST).build();
    }

    @Test
    void aQueryTakesOneModelOrOneVersionOrAll() {
        PredictionQuery version = PredictionQuery.model("credit")
                .digest(Digest.of(new byte[] {2}))
                .build();

        assertThat(PredictionQuery.all().matches(record().build())).isTrue();
        assertThat(PredictionQuery.all().model()).isEmpty();
        assertThat(PredictionQuery.model("credit").build().matches(record().build()))
                .isTrue();
        assertThat(PredictionQuery.model("other").build().matches(record().build()))
                .isFalse();
        assertThat(version.matches(record().build())).isFalse();
        assertThat(version.digest()).contains(Digest.of(new byte[] {2}));
        assertThatNullPointerException()
                .isThrownBy(() -> PredictionQuery.model(null))
                .withMessage("name");
    }

    @Test
    void statsKeepACopyOfTheDamages() {
        List<String> damages = new ArrayList<>(List.of("torn"));
        LogStats stats = new LogStats(0, 0, 0, 0, 0, 0, 0, 0, null, TIME, damages);
        damages.clear();

        assertThat(stats.damages()).containsExactly("torn");
        assertThat(stats.oldest()).isEmpty();
        assertThat(stats.newest()).contains(TIME);
    }
}
