package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.RowBuilder;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Digest;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;

/** Calls joined with what turned out to be true: the rules of map and Javadoc, case by case. */
class JoinedTableTest {

    private static final PredictionQuery CREDIT =
            PredictionQuery.model("credit").build();
    private static final Instant LATER = Logs.TIME.plus(Duration.ofDays(30));

    private final MemoryDirectory directory = new MemoryDirectory();

    private void log(String stream, List<?> recordsAndOutcomes) throws IOException {
        StreamedPredictionLog log = Logs.open(directory, stream);
        for (Object each : recordsAndOutcomes) {
            if (each instanceof Outcome outcome) {
                log.outcome(outcome);
            } else {
                log.log((PredictionRecord) each);
            }
        }
        assertThat(log.close(Logs.SOON).complete()).isTrue();
    }

    private Table joined(PredictionQuery query) throws IOException {
        StreamedPredictionLog log = Logs.reader(directory);
        try {
            return log.joined(query);
        } finally {
            log.close(Logs.SOON);
        }
    }

    private List<String> column(String name) throws IOException {
        Table table = joined(CREDIT);
        List<String> values = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            values.add(table.column(name).isNull(row) ? "-" : table.column(name).text(row));
        }
        return values;
    }

    private static Outcome outcome(long number, String value, Instant time, int revision) {
        return new Outcome(Logs.id(number), value, time, revision, "");
    }

    @Test
    void eachCallHasItsOutcomeAndOnlyItsOwn() throws IOException {
        log(
                "a",
                List.of(
                        Logs.record(1),
                        Outcome.of(Logs.id(2), "bad", LATER),
                        Logs.record(2),
                        Logs.record(3),
                        Outcome.of(Logs.id(1), "good", LATER),
                        Outcome.of(Logs.id(77), "orphan", LATER)));

        assertThat(column("outcome")).containsExactly("good", "bad", "-");
    }

    @Test
    void outcomesOfAnotherProcessCountAndSoDoThoseBehindTheWindow() throws IOException {
        log("b", List.of(Logs.record(1), Logs.record(2)));
        log("a", List.of(Outcome.of(Logs.id(1), "good", LATER)));
        log("c", List.of(Outcome.of(Logs.id(2), "bad", LATER)));
        Table window = joined(
                PredictionQuery.model("credit").to(Logs.TIME.plusSeconds(2)).build());

        assertThat(column("outcome")).containsExactly("good", "bad");
        assertThat(window.rowCount()).isEqualTo(1);
        assertThat(window.column("outcome").text(0)).isEqualTo("good");
    }

    @Test
    void anOutcomeTwiceIsOneOutcome() throws IOException {
        Outcome good = Outcome.of(Logs.id(1), "good", LATER);
        log("a", List.of(Logs.record(1), good, good, good));

        assertThat(column("outcome")).containsExactly("good");
    }

    @Test
    void theHighestRevisionCountsThenTheLatestTimeThenTheLastToArrive() throws IOException {
        log(
                "a",
                List.of(
                        Logs.record(1),
                        outcome(1, "third", LATER, 2),
                        outcome(1, "first", LATER.plusSeconds(9), 0),
                        outcome(1, "second", LATER.plusSeconds(5), 1),
                        Logs.record(2),
                        outcome(2, "late", LATER.plusSeconds(1), 0),
                        outcome(2, "early", LATER, 0),
                        Logs.record(3),
                        outcome(3, "before", LATER, 0),
                        outcome(3, "after", LATER, 0)));

        assertThat(column("outcome")).containsExactly("third", "late", "after");
    }

    @Test
    void aRetractionTakesAnOutcomeBackAndALaterRevisionSetsItAgain() throws IOException {
        log(
                "a",
                List.of(
                        Logs.record(1),
                        outcome(1, "good", LATER, 0),
                        Outcome.retraction(Logs.id(1), LATER.plusSeconds(1), 1),
                        Logs.record(2),
                        outcome(2, "good", LATER, 0),
                        Outcome.retraction(Logs.id(2), LATER.plusSeconds(1), 1),
                        outcome(2, "bad", LATER.plusSeconds(2), 2)));

        assertThat(column("outcome")).containsExactly("-", "bad");
        Table table = joined(CREDIT);
        int time = table.schema().requireIndex("outcome_time");
        assertThat(table.row(0).isNull(time)).isTrue();
        assertThat(table.row(1).instant(time)).isEqualTo(LATER.plusSeconds(2));
    }

    /** In whatever order they arrive, and through however many processes. */
    @Test
    void theOrderOfArrivalDoesNotMatterWhereRevisionsDiffer() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (int revision = 0; revision < 6; revision++) {
            outcomes.add(outcome(1, "r" + revision, LATER.minusSeconds(revision), revision));
        }
        log("a", List.of(Logs.record(1)));
        for (int shuffle = 0; shuffle < 5; shuffle++) {
            Collections.shuffle(outcomes, new Random(shuffle));
            log("s" + shuffle, outcomes);
            assertThat(column("outcome")).containsExactly("r5");
        }
    }

    @Test
    void ofRepeatedCallsOfOneIdTheEarliestCounts() throws IOException {
        PredictionRecord first = Logs.builder(1).scores(0.1).build();
        PredictionRecord again = PredictionRecord.builder(Logs.id(1), Logs.TIME, "credit", 1, Logs.VERSION)
                .scores(0.2)
                .build();
        PredictionRecord sameTime = PredictionRecord.builder(Logs.id(1), Logs.TIME, "credit", 1, Logs.VERSION)
                .scores(0.3)
                .build();
        log("a", List.of(first, Logs.record(2)));
        log("b", List.of(again, sameTime, Outcome.of(Logs.id(1), "good", LATER)));
        Table table = joined(CREDIT);

        assertThat(column("id"))
                .containsExactly(Logs.id(1).toString(), Logs.id(2).toString());
        assertThat(table.column("score").number(0)).isEqualTo(0.2);
        assertThat(column("outcome")).containsExactly("good", "-");
    }

    @Test
    void columnsAreThoseThatTheJavadocNames() throws IOException {
        PredictionRecord failed = Logs.builder(2)
                .arm("challenger")
                .error("java.lang.Error")
                .latency(Duration.ofMillis(3))
                .slices(Map.of("tenant", "acme"))
                .build();
        PredictionRecord three = PredictionRecord.builder(
                        PredictionId.of("order 3"), Logs.TIME, "credit", 2, Logs.VERSION)
                .scores(0.1, 0.2, 0.7)
                .slices(Map.of("land", "FR"))
                .build();
        log("a", List.of(Logs.record(1), failed, three));
        Table table = joined(CREDIT);

        assertThat(table.schema().fields())
                .extracting(Field::name)
                .containsExactly(
                        "id",
                        "time",
                        "version",
                        "arm",
                        "score",
                        "score.1",
                        "score.2",
                        "decision",
                        "error",
                        "latency_ms",
                        "outcome",
                        "outcome_time",
                        "slice.land",
                        "slice.tenant",
                        "number",
                        "word");
        assertThat(column("id").get(2)).isEqualTo("order 3");
        assertThat(column("arm")).containsExactly("champion", "challenger", "champion");
        assertThat(column("decision")).containsExactly("bad", "-", "-");
        assertThat(column("error")).containsExactly("-", "java.lang.Error", "-");
        assertThat(column("slice.tenant")).containsExactly("-", "acme", "-");
        assertThat(table.column("score").isNull(1)).isTrue();
        assertThat(table.column("score.2").number(2)).isEqualTo(0.7);
        assertThat(table.column("latency_ms").number(1)).isEqualTo(3);
        assertThat(table.column("version").number(2)).isEqualTo(2);
        assertThat(table.column("number").number(0)).isEqualTo(1);
        assertThat(table.schema().field("outcome").is(Role.LABEL)).isTrue();
        assertThat(table.schema().field("id").is(Role.ID)).isTrue();
    }

    @Test
    void featuresAreThoseOfTheNewestVersionAndNamesThatAreTakenGetAPrefix() throws IOException {
        Schema old = Schema.of(Field.of("x", DataType.INT64), Field.of("y", DataType.INT64));
        Schema now = Schema.of(
                Field.of("x", DataType.INT64),
                Field.builder("y", DataType.FLOAT64)
                        .sensitivity(Sensitivity.PUBLIC)
                        .build(),
                Field.of("id", DataType.INT64),
                Field.of("feature.id", DataType.INT64));
        RowBuilder before = new RowBuilder(old);
        before.int64(0, 1);
        before.int64(1, 2);
        RowBuilder after = new RowBuilder(now);
        after.int64(0, 3);
        after.float64(1, 4);
        after.int64(2, 5);
        after.int64(3, 6);
        Digest newest = Digest.of(new byte[] {2});
        log(
                "a",
                List.of(
                        PredictionRecord.builder(Logs.id(1), Logs.TIME, "credit", 2, newest)
                                .features(after.build())
                                .build(),
                        Logs.builder(2).features(before.build()).build()));
        Table table = joined(CREDIT);

        assertThat(table.schema().fields().subList(10, 14))
                .extracting(Field::name)
                .containsExactly("x", "y", "feature.id", "feature.feature.id");
        assertThat(table.column("x").number(1)).isEqualTo(1);
        assertThat(table.column("y").isNull(1)).as("y was of another type").isTrue();
        assertThat(table.column("feature.id").number(0)).isEqualTo(5);
        assertThat(table.column("feature.feature.id").number(0)).isEqualTo(6);
        assertThat(table.schema().field("y").sensitivity()).isEqualTo(Sensitivity.PUBLIC);
    }

    @Test
    void anEmptyWindowIsAnEmptyTable() throws IOException {
        log("a", List.of(Logs.record(1)));

        assertThat(joined(PredictionQuery.model("other").build()).rowCount()).isZero();
    }

    @Test
    void aTableNeedsOneModel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> joined(PredictionQuery.all()))
                .withMessage("a joined table needs one model: use PredictionQuery.model(name), not all()");
    }
}
