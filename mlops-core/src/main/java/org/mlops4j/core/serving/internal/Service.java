package org.mlops4j.core.serving.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
import org.mlops4j.model.ModelFiles;
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

    /** How long a version that was swapped out stays in memory, so that a rollback needs no loading. */
    static final Duration KEPT = Duration.ofHours(1);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final QuietLogger LOG = QuietLogger.of(Service.class);
    private static final long MICROS_PER_MILLI = 1_000;
    private static final double[] NO_SCORES = {};

    /** What a service needs of the library around it; {@code discard} removes the files of a version. */
    record Surroundings(
            ModelRegistry registry,
            Consumer<Path> discard,
            StreamedPredictionLog log,
            Supplier<PredictionIds> ids,
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

    /** The version before, still in memory, and since when. */
    private record Kept<I, O>(Loaded<I, O> loaded, long sinceNanos) {}

    private final Surroundings around;
    private final Wishes<I, O> wishes;
    private final Consumer<Service<?, ?>> onClose;
    private final PredictionIds ids;
    private final Prediction.Reason reason;
    private final AtomicReference<@Nullable Loaded<I, O>> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Kept<I, O>> kept = new AtomicReference<>();
    /** Everything in memory, also what waits for its last call to end. */
    private final List<Loaded<I, O>> alive = new CopyOnWriteArrayList<>();

    private final ReentrantLock refreshing = new ReentrantLock();
    private final Retry retry;
    private volatile @Nullable String problem;

    /** Loads the version; the pause is how long to wait at first before a version that failed to load is tried again. */
    Service(Surroundings around, Wishes<I, O> wishes, Duration pause, Consumer<Service<?, ?>> onClose) {
        this.around = around;
        this.wishes = wishes;
        this.onClose = onClose;
        this.ids = around.ids.get();
        this.reason = wishes.reference.contains("@") ? Prediction.Reason.ALIAS : Prediction.Reason.PINNED;
        this.retry = new Retry(around.nanos, pause);
        this.current.set(load(around.registry.resolve(wishes.reference)));
    }

    /** What the service answers for: {@code name@alias} or {@code name:3}. */
    String reference() {
        return wishes.reference;
    }

    /** Whether it follows an alias. */
    boolean isFollowing() {
        return reason == Prediction.Reason.ALIAS;
    }

    /** Why the service does not answer with the version it should, or empty if it does. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public Prediction<O> predict(I input, CallContext context) {
        Objects.requireNonNull(context, "context");
        Loaded<I, O> loaded = acquire();
        try {
            PredictionId id = context.id().orElseGet(ids::next);
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
    public ModelVersion refresh() {
        return swap(false);
    }

    /** As {@link #refresh}, for the library itself: a version that fails to load is left alone for a while. */
    void follow() {
        try {
            dropKept(false);
            alive.removeIf(Loaded::isClosed);
            swap(true);
        } catch (Throwable e) {
            // Also when memory ran out: the version in memory goes on answering, and health() says why.
            if (!isClosed()) {
                LOG.warn(reference(), "'{}' keeps its version", reference(), e);
            }
        }
    }

    private ModelVersion swap(boolean patient) {
        Loaded<I, O> old;
        ModelVersion wanted;
        refreshing.lock();
        try {
            old = open();
            if (!isFollowing()) {
                return old.version();
            }
            wanted = around.registry.resolve(wishes.reference);
            if (wanted.equals(old.version())) {
                retry.forget();
                problem = null;
                return wanted;
            }
            if (patient && retry.isTooEarly(wanted)) {
                return old.version();
            }
            replace(old, wanted);
            problem = null;
        } catch (RuntimeException | Error e) {
            Loaded<I, O> stays = current.get();
            if (stays != null) {
                problem = wishes.reference + " goes on answering with "
                        + stays.version().id() + ": " + (e instanceof MlopsException ? e.getMessage() : e);
            }
            throw e;
        } finally {
            refreshing.unlock();
        }
        around.events.publish(new ModelSwapped(around.clock.instant(), ACTOR, old.version(), wanted));
        return wanted;
    }

    private void replace(Loaded<I, O> old, ModelVersion wanted) {
        Loaded<I, O> next = takeKept(wanted);
        if (next == null) {
            next = loadOrWait(wanted);
        }
        if (!current.compareAndSet(old, next)) {
            // Closed meanwhile: the old one is not ours any more.
            next.release();
            throw closed();
        }
        releaseKept(kept.getAndSet(new Kept<>(old, around.nanos.getAsLong())));
        if (isClosed()) {
            dropKept(true);
        }
    }

    private Loaded<I, O> loadOrWait(ModelVersion wanted) {
        try {
            Loaded<I, O> next = load(wanted);
            retry.forget();
            return next;
        } catch (RuntimeException | Error e) {
            retry.failed(wanted);
            throw e;
        }
    }

    private @Nullable Loaded<I, O> takeKept(ModelVersion wanted) {
        Kept<I, O> before = kept.get();
        if (before != null && before.loaded.version().equals(wanted) && kept.compareAndSet(before, null)) {
            return before.loaded;
        }
        return null;
    }

    private void dropKept(boolean atOnce) {
        Kept<I, O> before = kept.get();
        boolean due = before != null && (atOnce || around.nanos.getAsLong() - before.sinceNanos >= KEPT.toNanos());
        if (due && kept.compareAndSet(before, null)) {
            releaseKept(before);
        }
    }

    private static void releaseKept(@Nullable Kept<?, ?> before) {
        if (before != null) {
            before.loaded.release();
        }
    }

    @Override
    public void close() {
        stop();
        if (!awaitCalls(around.nanos.getAsLong(), CLOSE_TIMEOUT)) {
            LOG.warn(reference(), "a call of '{}' is still running; its model is closed when it ends", reference());
        }
    }

    /** Takes no more calls. */
    void stop() {
        Loaded<I, O> last = current.getAndSet(null);
        if (last != null) {
            last.release();
            onClose.accept(this);
        }
        dropKept(true);
    }

    /** Waits until everything is closed; false if that is not so in time. An interrupt ends the wait and is kept. */
    boolean awaitCalls(long sinceNanos, Duration timeout) {
        long limit = TimeUnit.NANOSECONDS.convert(timeout);
        try {
            for (Loaded<I, O> each : alive) {
                if (!each.awaitClosed(limit - (around.nanos.getAsLong() - sinceNanos))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isClosed() {
        return current.get() == null;
    }

    private Loaded<I, O> open() {
        Loaded<I, O> loaded = current.get();
        if (loaded == null) {
            throw closed();
        }
        return loaded;
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the service '" + wishes.reference + "' is closed; open it again");
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
        if (wishes.scores != null) {
            SchemaMatch.require(version, wishes.scores);
        }
        ModelFiles files = around.registry.files(version);
        try {
            Loaded<I, O> loaded = Loaded.load(
                    version,
                    files,
                    wishes.loader,
                    () -> appender(version),
                    () -> around.discard.accept(files.directory()));
            alive.add(loaded);
            return loaded;
        } catch (MlopsException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            // An engine whose native part is missing throws a LinkageError.
            throw new MlopsException(
                    "the loader of '" + wishes.reference + "' cannot load " + version.id() + ": " + e, e);
        }
    }

    private Appender<I> appender(ModelVersion version) {
        Features<I> features = wishes.features;
        Scores<? super O> scores = wishes.scores;
        return around.log.appender(
                version.model(),
                version.number(),
                version.digest(),
                scores == null ? version.manifest().classes() : scores.classes(),
                features == null ? Schema.of() : features.schema(),
                features == null ? null : features::write,
                wishes.rules,
                around.registry.profile(version).orElse(null));
    }

    private void logAnswer(
            Loaded<I, O> loaded,
            PredictionId id,
            long micros,
            I input,
            O answer,
            long latency,
            Map<String, String> slices) {
        try {
            double[] values = read(answer);
            int decided = decide(values, loaded.version());
            loaded.appender()
                    .append(
                            id,
                            micros,
                            Prediction.CHAMPION,
                            input,
                            values,
                            values.length,
                            decided,
                            latency,
                            null,
                            slices);
        } catch (Throwable e) {
            // The application's own accessors run here: whatever they throw, the answer is the caller's.
            LOG.warn("log", "a call cannot be logged", e);
        }
    }

    private void logFailure(
            Loaded<I, O> loaded,
            PredictionId id,
            long micros,
            I input,
            long latency,
            Throwable failure,
            Map<String, String> slices) {
        String error = failure.getClass().getName();
        try {
            loaded.appender().append(id, micros, Prediction.CHAMPION, input, NO_SCORES, 0, -1, latency, error, slices);
        } catch (Throwable e) {
            LOG.warn("log", "a call cannot be logged", e);
        }
    }

    private double[] read(O answer) {
        Scores<? super O> scores = wishes.scores;
        if (scores == null) {
            return answer instanceof Number number ? new double[] {number.doubleValue()} : NO_SCORES;
        }
        double[] values = new double[scores.width()];
        try {
            scores.read(answer, values, 0);
            return values;
        } catch (Throwable e) {
            LOG.warn("scores", "the scores of an answer cannot be read; it is logged without them", e);
            return NO_SCORES;
        }
    }

    /** The class that the scores stand for; -1 if there is none, as when a score is NaN. */
    private int decide(double[] scores, ModelVersion version) {
        Scores<? super O> mapping = wishes.scores;
        if (mapping == null || scores.length == 0) {
            return -1;
        }
        for (double score : scores) {
            if (Double.isNaN(score)) {
                return -1;
            }
        }
        return switch (mapping.task()) {
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
