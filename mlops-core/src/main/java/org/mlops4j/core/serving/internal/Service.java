package org.mlops4j.core.serving.internal;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.event.internal.EventBus;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.prediction.internal.Appender;
import org.mlops4j.core.prediction.internal.PredictionIds;
import org.mlops4j.core.prediction.internal.StreamedPredictionLog;
import org.mlops4j.data.Features;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.model.ModelLoader;
import org.mlops4j.model.Prediction;
import org.mlops4j.model.PredictionId;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.CallContext;
import org.mlops4j.serving.ModelSwapped;
import org.mlops4j.serving.ServedModel;

/** One service: answers with the version its reference names, and logs every call. */
final class Service<I, O> implements ServedModel<I, O> {

    static final Actor ACTOR = Actor.service("mlops");

    private static final QuietLogger LOG = QuietLogger.of(Service.class);
    private static final long MICROS_PER_MILLI = 1_000;

    /** What a service needs of the library around it. */
    record Surroundings(
            ModelRegistry registry,
            StreamedPredictionLog log,
            PredictionIds ids,
            EventBus events,
            Clock clock,
            LongSupplier nanos) {}

    /** What the application said about the service. */
    record Wishes<I, O>(
            String reference,
            ModelLoader<I, O> loader,
            @Nullable Features<I> features,
            @Nullable Scores<? super O> scores,
            @Nullable RedactionRules rules) {}

    private final Surroundings around;
    private final Wishes<I, O> wishes;
    private final Prediction.Reason reason;
    private volatile @Nullable Loaded<I, O> current;
    private volatile @Nullable String problem;

    Service(Surroundings around, Wishes<I, O> wishes) {
        this.around = around;
        this.wishes = wishes;
        this.reason = wishes.reference.contains("@") ? Prediction.Reason.ALIAS : Prediction.Reason.PINNED;
        this.current = load(around.registry.resolve(wishes.reference));
    }

    /** What the service answers for: {@code name@alias} or {@code name:3}. */
    String reference() {
        return wishes.reference;
    }

    /** Why the service does not answer with the version it should, or empty if it does. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public Prediction<O> predict(I input, CallContext context) {
        Loaded<I, O> loaded = acquire();
        try {
            PredictionId id = context.id().orElseGet(around.ids::next);
            long micros = around.clock.millis() * MICROS_PER_MILLI;
            long start = around.nanos.getAsLong();
            O answer;
            try {
                answer = Objects.requireNonNull(loaded.predict(input), "the model must not answer null");
            } catch (Throwable e) {
                logFailure(loaded, id, micros, input, around.nanos.getAsLong() - start, e, context.slices());
                throw Service.<RuntimeException>unchanged(e);
            }
            logAnswer(loaded, id, micros, input, answer, around.nanos.getAsLong() - start, context.slices());
            ModelVersion version = loaded.version();
            return new Prediction<>(
                    id, answer, version.model(), version.number(), version.digest(), Prediction.CHAMPION, reason);
        } finally {
            loaded.release();
        }
    }

    @Override
    public ModelVersion version() {
        return open().version();
    }

    @Override
    public synchronized ModelVersion refresh() {
        Loaded<I, O> old = open();
        if (reason == Prediction.Reason.PINNED) {
            return old.version();
        }
        try {
            ModelVersion wanted = around.registry.resolve(wishes.reference);
            if (!wanted.equals(old.version())) {
                current = load(wanted);
                old.release();
                around.events.publish(new ModelSwapped(around.clock.instant(), ACTOR, old.version(), wanted));
            }
            problem = null;
            return wanted;
        } catch (RuntimeException e) {
            problem = wishes.reference + " goes on answering with "
                    + old.version().id() + ": " + e.getMessage();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        Loaded<I, O> last = current;
        current = null;
        if (last != null) {
            last.release();
        }
    }

    boolean isClosed() {
        return current == null;
    }

    private Loaded<I, O> open() {
        Loaded<I, O> loaded = current;
        if (loaded == null) {
            throw new IllegalStateException("the service '" + wishes.reference + "' is closed; open it again");
        }
        return loaded;
    }

    private Loaded<I, O> acquire() {
        while (true) {
            Loaded<I, O> loaded = open();
            if (loaded.acquire()) {
                return loaded;
            }
        }
    }

    private Loaded<I, O> load(ModelVersion version) {
        Features<I> features = wishes.features;
        if (features != null) {
            SchemaMatch.require(version, features.schema());
        }
        Scores<? super O> scores = wishes.scores;
        Appender<I> appender = around.log.appender(
                version.model(),
                version.number(),
                version.digest(),
                scores == null ? version.manifest().classes() : scores.classes(),
                features == null ? Schema.of() : features.schema(),
                features == null ? null : features::write,
                wishes.rules,
                around.registry.profile(version).orElse(null));
        try {
            return Loaded.load(version, appender, around.registry.files(version), wishes.loader);
        } catch (MlopsException e) {
            throw e;
        } catch (Exception e) {
            throw new MlopsException(
                    "the loader of '" + wishes.reference + "' cannot load " + version.id() + ": " + e.getMessage(), e);
        }
    }

    private void logAnswer(
            Loaded<I, O> loaded,
            PredictionId id,
            long micros,
            I input,
            O answer,
            long latency,
            Map<String, String> slices) {
        double[] values = {};
        int decided = -1;
        try {
            Scores<? super O> scores = wishes.scores;
            if (scores != null) {
                values = new double[scores.width()];
                scores.read(answer, values, 0);
                decided = decide(scores.task(), values, loaded.version());
            } else if (answer instanceof Number number) {
                values = new double[] {number.doubleValue()};
            }
        } catch (RuntimeException e) {
            values = new double[0];
            LOG.warn("scores", "the scores of an answer cannot be read; it is logged without them", e);
        }
        loaded.appender()
                .append(id, micros, Prediction.CHAMPION, input, values, values.length, decided, latency, null, slices);
    }

    private void logFailure(
            Loaded<I, O> loaded,
            PredictionId id,
            long micros,
            I input,
            long latency,
            Throwable failure,
            Map<String, String> slices) {
        loaded.appender()
                .append(
                        id,
                        micros,
                        Prediction.CHAMPION,
                        input,
                        new double[0],
                        0,
                        -1,
                        latency,
                        failure.getClass().getName(),
                        slices);
    }

    private static int decide(Scores.Task task, double[] scores, ModelVersion version) {
        return switch (task) {
            case BINARY ->
                version.manifest()
                        .cutoffs()
                        .map(Cutoffs::threshold)
                        .map(threshold -> scores[0] >= threshold ? 1 : 0)
                        .orElse(-1);
            case MULTICLASS -> {
                int best = 0;
                for (int i = 1; i < scores.length; i++) {
                    best = scores[i] > scores[best] ? i : best;
                }
                yield best;
            }
            case REGRESSION -> -1;
        };
    }

    /** Lets an exception through as it is; the caller of a model sees what the model threw. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchanged(Throwable e) throws E {
        throw (E) e;
    }
}
