package org.mlops4j.core.serving.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Features;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.model.Model;
import org.mlops4j.model.ModelLoader;
import org.mlops4j.model.Prediction;
import org.mlops4j.model.PredictionId;
import org.mlops4j.model.Threading;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.serving.CallContext;
import org.mlops4j.serving.ServedModel;
import org.mlops4j.serving.ServiceBuilder;

class ServiceTest {

    private static final Schema SCHEMA =
            Schema.of(Field.of("length", DataType.INT64), Field.of("word", DataType.CATEGORY));

    private final ServingHome home = new ServingHome();

    @AfterEach
    void closeHome() {
        home.close();
    }

    @Test
    void givesTheModelsAnswerItself() {
        Object answer = new Object();
        ServedModel<String, Object> served = serve(input -> answer);
        assertThat(served.predict("x").answer()).isSameAs(answer);
    }

    @Test
    void saysWhichVersionAnsweredForAnAlias() {
        ModelVersion version = home.register("a");
        home.move(version);
        try (ServedModel<String, String> served =
                home.services.serve("m@champion", loader(input -> input)).open()) {
            Prediction<String> prediction = served.predict("x");
            assertThat(List.of(prediction.model(), prediction.version(), prediction.digest(), prediction.arm()))
                    .isEqualTo(List.of("m", 1, version.digest(), "champion"));
            assertThat(prediction.reason()).isEqualTo(Prediction.Reason.ALIAS);
        }
    }

    @Test
    void saysThatAFixedVersionIsPinned() {
        assertThat(serve(input -> input).predict("x").reason()).isEqualTo(Prediction.Reason.PINNED);
    }

    @Test
    void logsEachCallWithItsTimeAndLatency() {
        ServedModel<String, String> served = serve(input -> {
            home.nanos.addAndGet(5_000_001);
            return input;
        });
        Prediction<String> prediction = served.predict("x");
        PredictionRecord record = onlyRecord();
        assertThat(record.id()).isEqualTo(prediction.id());
        assertThat(record.digest()).isEqualTo(prediction.digest());
        assertThat(record.latency()).isEqualTo(Duration.ofNanos(5_000_001));
        assertThat(record.time()).isEqualTo(ServingHome.START);
        assertThat(record.error()).isEmpty();
    }

    @Test
    void logsTheIdAndTheSlicesOfTheApplication() {
        PredictionId id = PredictionId.of("order-17");
        Prediction<String> prediction =
                serve(input -> input).predict("x", CallContext.of(id).slice("tenant", "acme"));
        assertThat(prediction.id()).isEqualTo(id);
        assertThat(onlyRecord().id().toString()).isEqualTo("order-17");
        assertThat(onlyRecord().slices()).containsEntry("tenant", "acme");
    }

    @Test
    void logsTheInputThroughTheFeatures() {
        ServedModel<String, String> served =
                builder(input -> input).features(features()).open();
        served.predict("abc");
        assertThat(onlyRecord().features().orElseThrow().int64(0)).isEqualTo(3);
        assertThat(onlyRecord().features().orElseThrow().text(1)).isEqualTo("abc");
    }

    @Test
    void throwsWhatTheModelThrows() {
        for (Throwable thrown :
                List.of(new IOException("checked"), new IllegalStateException("bad"), new AssertionError("error"))) {
            ServedModel<String, String> served = serve(input -> {
                throw Thrower.<RuntimeException>sneak(thrown);
            });
            assertThat(catchThrowable(() -> served.predict("x")))
                    .isSameAs(thrown)
                    .hasNoSuppressedExceptions()
                    .hasNoCause();
        }
    }

    @Test
    void logsFailedCallsToo() {
        ServedModel<String, String> served = builder(input -> {
                    home.nanos.addAndGet(7_000_000);
                    throw new IOException("no answer");
                })
                .features(features())
                .open();
        assertThatThrownBy(() -> served.predict("abcd")).isInstanceOf(IOException.class);
        PredictionRecord record = onlyRecord();
        assertThat(record.error()).contains("java.io.IOException");
        assertThat(record.latency()).isEqualTo(Duration.ofMillis(7));
        assertThat(record.scores()).isEmpty();
        assertThat(record.features().orElseThrow().int64(0)).isEqualTo(4);
    }

    @Test
    void takesNullForAFailureOfTheModel() {
        ServedModel<String, String> served = serve(input -> null);
        assertThatThrownBy(() -> served.predict("x"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the model must not answer null");
        assertThat(onlyRecord().error()).contains("java.lang.NullPointerException");
    }

    @Test
    void answersWhateverTheFeaturesThrow() {
        for (Throwable fault : List.of(new IllegalStateException("lazy"), new NoClassDefFoundError("gone"))) {
            ServedModel<String, String> served =
                    builder(input -> input).features(failing(fault)).open();
            assertThat(served.predict("x").answer()).isEqualTo("x");
        }
    }

    @Test
    void aFaultOfTheFeaturesDoesNotReplaceTheModelsException() {
        IOException thrown = new IOException("model");
        ServedModel<String, String> served = builder(input -> {
                    throw thrown;
                })
                .features(failing(new StackOverflowError("features")))
                .open();
        assertThat(catchThrowable(() -> served.predict("x"))).isSameAs(thrown).hasNoSuppressedExceptions();
    }

    @Test
    void logsACallWithoutScoresIfTheyCannotBeRead() {
        ServedModel<String, String> served = builder(input -> input)
                .scores(Scores.binary("good", "bad", answer -> {
                    throw new AssertionError("no score in " + answer);
                }))
                .open();
        assertThat(served.predict("x").answer()).isEqualTo("x");
        assertThat(onlyRecord().scores()).isEmpty();
        assertThat(onlyRecord().error()).isEmpty();
    }

    @Test
    void logsANumberAsTheScore() {
        home.register("a");
        home.services
                .serve("m:1", files -> Model.<String, Integer>of(String::length))
                .open()
                .predict("four");
        assertThat(onlyRecord().scores()).containsExactly(4);
    }

    /** The threshold belongs to the positive class; NaN belongs to none. */
    @ParameterizedTest
    @CsvSource({"0.29, good", "0.3, bad", "0.31, bad", "NaN, "})
    void decidesAtTheCutOffOfTheVersion(double score, String decision) {
        home.register(Registration.of("m")
                .scores(Scores.binary("good", "bad", (Double p) -> p))
                .cutoffs(Cutoffs.at(0.3)));
        home.services
                .serve("m:1", files -> Model.<Double, Double>of(p -> p))
                .scores(Scores.binary("good", "bad", p -> p))
                .open()
                .predict(score);
        assertThat(onlyRecord().decision().orElse(null)).isEqualTo(decision);
    }

    /** Of equal scores the first, as in an evaluation. */
    @ParameterizedTest
    @CsvSource({"0.2, 0.5, 0.3, b", "0.4, 0.4, 0.2, a", "0.2, 0.4, 0.4, b", "0.2, NaN, 0.3, "})
    void decidesForTheLargestScore(double a, double b, double c, String decision) {
        home.register("a");
        home.services
                .serve("m:1", files -> Model.<double[], double[]>of(p -> p))
                .scores(Scores.multiclass(List.of("a", "b", "c"), (double[] p) -> p))
                .open()
                .predict(new double[] {a, b, c});
        assertThat(onlyRecord().decision().orElse(null)).isEqualTo(decision);
    }

    @Test
    void answersGoOnWhenTheLogIsClosed() {
        ServedModel<String, String> served = serve(input -> input);
        home.mlops.close();
        assertThat(served.predict("x").answer()).isEqualTo("x");
    }

    @Test
    void refusesCallsOnceClosed() {
        ServedModel<String, String> served = serve(input -> input);
        served.close();
        served.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> served.predict("x"))
                .withMessage("the service 'm:1' is closed; open it again");
        assertThatIllegalStateException().isThrownBy(served::version);
        assertThatIllegalStateException().isThrownBy(served::refresh);
    }

    @Test
    void aSerialModelHasOneCallerAtATime() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountedModel.Loader loader = loaderOf(Threading.serial(), goOn, new CountDownLatch(1));
        try (ServedModel<String, String> served =
                home.services.serve("m:1", loader).open()) {
            List<Thread> callers = List.of(call(served), call(served), call(served));
            awaitBlocked(callers);
            assertThat(loader.of("a").running).hasValue(1);
            goOn.countDown();
            join(callers);
            assertThat(loader.of("a").mostAtOnce).hasValue(1);
        }
        assertThat(loader.of("a").closings).hasValue(1);
    }

    @Test
    void aPooledModelHasOneCallerACopy() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(2);
        CountedModel.Loader loader = loaderOf(Threading.pooled(2), goOn, inside);
        try (ServedModel<String, String> served =
                home.services.serve("m:1", loader).open()) {
            assertThat(loader.models).hasSize(2);
            List<Thread> callers = List.of(call(served), call(served), call(served));
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            awaitBlocked(callers);
            assertThat(loader.models)
                    .allSatisfy(copy -> assertThat(copy.running).hasValue(1));
            goOn.countDown();
            join(callers);
            assertThat(loader.models)
                    .allSatisfy(copy -> assertThat(copy.mostAtOnce).hasValue(1));
        }
        assertThat(loader.models).allSatisfy(copy -> assertThat(copy.closings).hasValue(1));
    }

    @Test
    void aModelThatThrowsWhenItIsClosedHarmsNoCaller() {
        home.register("a");
        List<String> closed = new ArrayList<>();
        ModelLoader<String, String> loader = files -> new Model<>() {
            @Override
            public String predict(String input) {
                return input;
            }

            @Override
            public Threading threading() {
                return Threading.pooled(2);
            }

            @Override
            public void close() {
                closed.add("closed");
                throw new UnsatisfiedLinkError("free");
            }
        };
        ServedModel<String, String> served = home.services.serve("m:1", loader).open();
        served.close();
        assertThat(closed).hasSize(2);
    }

    @Test
    void refusesFeaturesThatTheVersionWasNotRegisteredWith() {
        home.register(Registration.of("m")
                .schema(Schema.of(Field.of("length", DataType.FLOAT64), Field.of("age", DataType.INT64))));
        assertThatThrownBy(() -> home.services
                        .serve("m:1", loader(input -> input))
                        .features(features())
                        .open())
                .isInstanceOf(MlopsException.class)
                .hasMessage("features do not fit the schema of m:1: 'length' is INT64 but was registered as FLOAT64; "
                        + "'age' is not given; 'word' is not in the registered schema; use the mapping that m:1 was "
                        + "registered with");
    }

    @Test
    void refusesScoresWhoseClassesAreSwapped() {
        home.register(Registration.of("m").scores(Scores.binary("good", "bad", (Double p) -> p)));
        assertThatThrownBy(() -> home.services
                        .serve("m:1", files -> Model.<Double, Double>of(p -> p))
                        .scores(Scores.binary("bad", "good", p -> p))
                        .open())
                .isInstanceOf(MlopsException.class)
                .hasMessageStartingWith("scores do not fit m:1: they are BINARY [bad, good] but were registered as "
                        + "BINARY [good, bad]");
    }

    @Test
    void refusesFeaturesThatLeaveAFieldUnread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> home.services
                        .serve("m:1", loader(input -> input))
                        .features(Features.of(SCHEMA).integer("length", String::length)))
                .withMessageContaining("word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "m@", "@champion", "m:", "m:x", "m:1:2", "m@a@b", "m@champion:1", ""})
    void refusesReferencesOfAnotherForm(String reference) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> home.services.serve(reference, loader(input -> input)))
                .withMessageContaining("such as credit@champion or credit:3, but was '" + reference + "'");
    }

    @Test
    void saysWhichVersionsThereAre() {
        home.register("a");
        assertThatThrownBy(
                        () -> home.services.serve("m:2", loader(input -> input)).open())
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessage("model 'm' has no version 2; it has versions 1 to 1");
    }

    private ServiceBuilder<String, String> builder(Model.Function<String, String> function) {
        home.register("a");
        return home.services.serve("m:1", loader(function));
    }

    private <O> ServedModel<String, O> serve(Model.Function<String, O> function) {
        home.register("a");
        return home.services
                .serve("m:1", (ModelLoader<String, O>) files -> Model.of(function))
                .open();
    }

    private static ModelLoader<String, String> loader(Model.Function<String, String> function) {
        return files -> Model.of(function);
    }

    private CountedModel.Loader loaderOf(Threading threading, CountDownLatch goOn, CountDownLatch inside) {
        home.register("a");
        CountedModel.Loader loader = new CountedModel.Loader();
        loader.threading = threading;
        loader.inside = input -> {
            inside.countDown();
            goOn.await();
            return input;
        };
        return loader;
    }

    private static Features<String> features() {
        return Features.of(SCHEMA).integer("length", String::length).category("word", word -> word);
    }

    private static Features<String> failing(Throwable fault) {
        return Features.of(Schema.of(Field.of("word", DataType.CATEGORY))).category("word", (String word) -> {
            throw Thrower.<RuntimeException>sneak(fault);
        });
    }

    private PredictionRecord onlyRecord() {
        List<PredictionRecord> records = home.logged();
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static Thread call(ServedModel<String, String> served) {
        Thread caller = new Thread(() -> served.predict("x"));
        caller.start();
        return caller;
    }

    private static void awaitBlocked(List<Thread> threads) {
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Throws a checked exception where none is declared. */
    private static final class Thrower {

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        static <E extends Throwable> E sneak(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }
}
