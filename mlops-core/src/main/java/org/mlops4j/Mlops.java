package org.mlops4j;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.rng.simple.RandomSource;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.CheckpointAnchor;
import org.mlops4j.check.CheckCatalog;
import org.mlops4j.check.CheckKind;
import org.mlops4j.compliance.Compliance;
import org.mlops4j.core.audit.Anchors;
import org.mlops4j.core.audit.internal.AuditedKeyring;
import org.mlops4j.core.audit.internal.FileAnchor;
import org.mlops4j.core.audit.internal.NoteKey;
import org.mlops4j.core.audit.internal.RecordedActions;
import org.mlops4j.core.audit.internal.RecordedKeys;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.check.internal.Providers;
import org.mlops4j.core.compliance.FactChecks;
import org.mlops4j.core.compliance.internal.FactCompliance;
import org.mlops4j.core.drift.DriftChecks;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.event.internal.EventBus;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.identity.internal.Home;
import org.mlops4j.core.identity.internal.OwnedKeys;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.Workspace;
import org.mlops4j.core.monitoring.internal.LogMonitoring;
import org.mlops4j.core.prediction.internal.PredictionIds;
import org.mlops4j.core.prediction.internal.StreamedPredictionLog;
import org.mlops4j.core.registry.internal.DirectoryBlobStore;
import org.mlops4j.core.registry.internal.DirectoryRegistryStore;
import org.mlops4j.core.registry.internal.StoreAnchor;
import org.mlops4j.core.registry.internal.StoredModelRegistry;
import org.mlops4j.core.rollout.internal.GatedRollouts;
import org.mlops4j.core.serving.internal.Services;
import org.mlops4j.event.MlopsListener;
import org.mlops4j.identity.ActorProvider;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.Keyring;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.monitoring.Monitoring;
import org.mlops4j.prediction.FailurePolicy;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.PredictionLog;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.profile.Profile;
import org.mlops4j.registry.BlobStore;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.RegistryStore;
import org.mlops4j.rollout.Rollouts;
import org.mlops4j.serving.Serving;

/**
 * The door to everything: one home, and the rooms in it.
 *
 * <ul>
 *   <li>{@link #registry()}: versions of models, their files, facts and aliases
 *   <li>{@link #serving()}: registered models behind stable handles, swapped when an alias moves
 *   <li>{@link #predictions()}: the log of every call, joined with what turned out to be true
 *   <li>{@link #monitoring()}: checks on a window of the log, and alerts
 *   <li>{@link #rollouts()}: gates, promotion and rollback
 *   <li>{@link #compliance()}: policy packs held against recorded facts
 *   <li>{@link #audit()}: the tamper-evident history of all of it
 *   <li>{@link #keys()}: the keys that sign, pseudonymise and encrypt, and their rotation
 * </ul>
 *
 * <p>Rooms that need no home have factories of their own: {@link org.mlops4j.core.data.Csv} and {@link
 * org.mlops4j.core.data.Fingerprints} for data, {@link org.mlops4j.core.profile.Profiles} for profiles, {@link
 * org.mlops4j.core.drift.Drift} and {@link org.mlops4j.core.drift.DriftTests} for drift, {@link
 * org.mlops4j.core.evaluation.Evaluation}, {@link org.mlops4j.core.evaluation.Metrics} and {@link
 * org.mlops4j.core.evaluation.EvaluationChecks} for evaluation, {@link org.mlops4j.privacy.RedactionRules} for privacy,
 * {@link org.mlops4j.core.identity.Keys} and {@link org.mlops4j.core.identity.AccessRules} for keys and rights, {@link
 * org.mlops4j.core.compliance.Packs} for policy packs, and {@link org.mlops4j.core.report.Reports} for reports.
 *
 * <p>Safe for use by many threads. Several processes may open one directory; each writes a stream of predictions of its
 * own and sees what the others change.
 *
 * @since 0.1.0
 */
public final class Mlops implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Directory directory;
    private final Workspace workspace;
    private final TiledAuditLog audit;
    private final AuditedKeyring keyring;
    private final StoredModelRegistry registry;
    private final StreamedPredictionLog predictions;
    private final Services services;
    private final LogMonitoring monitoring;
    private final GatedRollouts rollouts;
    private final FactCompliance compliance;
    private final Map<String, String> settings;
    private final LongSupplier nanos = System::nanoTime;
    private volatile boolean closing;
    private @Nullable FlushResult closed;

    private Mlops(Builder builder, Directory directory) throws IOException {
        this.directory = directory;
        this.settings = builder.settings();
        Clock clock = builder.clock;
        Home home = Home.open(directory, clock);
        KeyProvider keys = builder.keys(directory);
        RegistryStore store =
                Objects.requireNonNullElseGet(builder.registryStore, () -> new DirectoryRegistryStore(directory));
        BlobStore blobs = Objects.requireNonNullElseGet(builder.blobStore, () -> new DirectoryBlobStore(directory));
        AtomicReference<@Nullable Services> late = new AtomicReference<>();
        List<MlopsListener> listeners = new ArrayList<>();
        listeners.add(event -> Optional.ofNullable(late.get()).ifPresent(known -> known.onEvent(event)));
        listeners.addAll(builder.listeners);
        EventBus events = new EventBus(listeners);
        List<CheckKind> kinds = new ArrayList<>();
        kinds.addAll(EvaluationChecks.kinds());
        kinds.addAll(DriftChecks.kinds());
        kinds.addAll(FactChecks.kinds());
        kinds.addAll(Providers.checkKinds());
        CheckCatalog catalog = CheckCatalog.of(kinds);

        this.workspace = new Workspace();
        this.audit = TiledAuditLog.open(directory, keys, clock, home.origin(), builder.guards());
        AccessControl access = new AccessControl(builder.actorProvider, builder.authorizer, new RecordedActions(audit));
        this.audit.guard(access);
        this.keyring = new AuditedKeyring(keys, audit, access, clock);
        this.audit.probe(key -> AuditedKeyring.isDocument(key)
                ? keyring.content(key)
                : store.get(key).map(document -> Digest.of(document.bytes())));
        introduce(builder);
        this.registry = new StoredModelRegistry(store, blobs, audit, events, access, clock, workspace);
        this.predictions = new StreamedPredictionLog(
                directory,
                home.newStream(clock),
                clock,
                nanos,
                new RecordedKeys(keyring, audit, clock),
                builder.logSync,
                builder.failurePolicy,
                this::referenceOf);
        // The generators of random numbers are many classes, which only a service needs.
        Supplier<PredictionIds> ids =
                Suppliers.memoize(() -> new PredictionIds(clock, RandomSource.XO_SHI_RO_256_PP.create()));
        this.services =
                new Services(registry, workspace::discard, predictions, ids, events, clock, nanos, builder.refresh);
        late.set(services);
        this.monitoring = new LogMonitoring(registry, predictions, audit, events, clock, this::requireOpen);
        this.rollouts = new GatedRollouts(registry, blobs, catalog, audit, clock, this::requireOpen);
        this.compliance = new FactCompliance(registry, predictions, audit, catalog, clock, this::requireOpen);
    }

    /** Lets the homes that share a registry know that this one has a log too, before it has any entries. */
    private void introduce(Builder builder) {
        if (builder.registryStore != null
                && !directory.isReadOnly()
                && audit.lastCheckpoint().isEmpty()) {
            audit.checkpoint();
        }
    }

    /**
     * Opens a directory with the defaults, making it if there is none.
     *
     * @param home the directory
     * @return the library on that home
     * @throws UncheckedIOException if the directory cannot be made or read
     * @throws org.mlops4j.identity.IntegrityException if it was written by a newer version; nothing is changed then
     */
    public static Mlops at(Path home) {
        return builder().home(home).open();
    }

    /**
     * A home in memory, for tests: nothing is written to disk but the files of loaded models, and all is gone on close.
     *
     * @return the library on a new, empty home
     */
    public static Mlops inMemory() {
        return builder().open();
    }

    /**
     * Starts a set-up with other parts than the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens what a configuration file describes, as overridden by environment variables.
     *
     * <p>The file is one JSON object; unknown members are an error. {@code home}: the directory ({@code MLOPS_HOME}).
     * {@code refresh}: within which time services follow a moved alias ({@code MLOPS_REFRESH}). {@code log.sync}: how often
     * logged predictions are made durable ({@code MLOPS_LOG_SYNC}). {@code log.max_wait}: how long a caller waits for
     * room in the log ({@code MLOPS_LOG_MAX_WAIT}). {@code keys}: where keys outside the home are, {@code file:} and a
     * directory or {@code pkcs12:} and a key store ({@code MLOPS_KEYS}). {@code keys_password}: where the password of the
     * key store is, {@code env:} and a variable or {@code file:} and a file of one line; {@code env:MLOPS_KEYS_PASSWORD}
     * unless said. {@code read_only}: whether the home is only read ({@code MLOPS_READ_ONLY}). {@code
     * audit.anchor_file}: a file outside the home that keeps the checkpoints of the audit log ({@code
     * MLOPS_AUDIT_ANCHOR_FILE}). {@code audit.witnesses}: verifier keys of witnesses whose cosignatures count, with spaces
     * between ({@code MLOPS_AUDIT_WITNESSES}). Times are ISO 8601 durations such as {@code PT5S}; relative paths begin
     * where the process was started.
     *
     * @param config the file
     * @return the library as described
     * @throws MlopsException if the file holds no valid configuration, naming the value and where it came from
     * @throws UncheckedIOException if the file or the home cannot be read
     */
    public static Mlops from(Path config) {
        return from(config, System.getenv());
    }

    /**
     * As {@link #from(Path)}, with a given environment.
     *
     * @param config the file
     * @param environment variables by name
     * @return the library as described
     * @throws MlopsException if the file holds no valid configuration
     * @throws UncheckedIOException if the file or the home cannot be read
     */
    public static Mlops from(Path config, Map<String, String> environment) {
        return MlopsConfig.read(config, environment).open();
    }

    /**
     * Versions of models, their files, facts and aliases.
     *
     * @return the registry
     */
    public ModelRegistry registry() {
        return registry;
    }

    /**
     * Registered models behind stable handles.
     *
     * @return the way to open services
     */
    public Serving serving() {
        return services;
    }

    /**
     * The log of every call.
     *
     * @return the log
     */
    public PredictionLog predictions() {
        return predictions;
    }

    /**
     * Checks on windows of the log.
     *
     * @return the way to look at what models did
     */
    public Monitoring monitoring() {
        return monitoring;
    }

    /**
     * Gates, promotion and rollback.
     *
     * @return the way to put versions in use
     */
    public Rollouts rollouts() {
        return rollouts;
    }

    /**
     * Policy packs held against recorded facts.
     *
     * @return the way to evaluate a version
     */
    public Compliance compliance() {
        return compliance;
    }

    /**
     * The history of the home.
     *
     * @return the audit log
     */
    public AuditLog audit() {
        return audit;
    }

    /**
     * The keys that sign, pseudonymise and encrypt.
     *
     * @return the way to look at them and to rotate them
     */
    public Keyring keys() {
        return keyring;
    }

    /**
     * Whether everything works as it should. Cheap enough for a probe; a degraded library still answers.
     *
     * @return what is degraded, if anything
     */
    public Health health() {
        Map<String, String> degraded = new LinkedHashMap<>();
        if (closing) {
            degraded.put("library", "closed; open the home again");
            return new Health(degraded);
        }
        if (directory.isReadOnly()) {
            degraded.put("home", "cannot be written to: changes are refused");
        }
        predictions.fault().ifPresent(fault -> degraded.put("predictions", fault));
        audit.anchorFaults().forEach((anchor, fault) -> degraded.put("audit anchor " + anchor, fault));
        List<String> serving = services.problems();
        if (!serving.isEmpty()) {
            degraded.put("serving", String.join("; ", serving));
        }
        return new Health(degraded);
    }

    /**
     * The effective settings, and where each came from; no secrets.
     *
     * @return one line a setting
     */
    public String describe() {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining("\n"));
    }

    /**
     * Closes within 30 seconds; see {@link #close(Duration)}.
     */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /**
     * Stops services and waits for calls that run, for at most half of the time; then writes and syncs what was logged,
     * signs the audit log, and frees everything. Further calls change nothing and return the same.
     *
     * <p>What was obtained from this library is of no more use: services, changes, monitoring, rollouts and compliance
     * throw {@link IllegalStateException}, and records handed to the log are REJECTED. {@link #health()} says so. A call
     * that outlasts the wait gets its answer all the same, and its model is closed when it ends. Must not be called from
     * within a call or by a listener, which it would wait for.
     *
     * @param timeout how long to wait at most
     * @return what became of the records logged by this process
     * @throws UncheckedIOException if the audit log cannot be signed; everything is freed, and a further call returns
     *     what became of the records
     */
    public synchronized FlushResult close(Duration timeout) {
        FlushResult known = closed;
        if (known != null) {
            return known;
        }
        closing = true;
        Duration limit = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        long start = nanos.getAsLong();
        services.close(limit.dividedBy(2));
        FlushResult result = predictions.close(limit.minusNanos(nanos.getAsLong() - start));
        registry.close();
        closed = result;
        try (directory;
                workspace) {
            audit.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the home cannot be closed: " + e.getMessage(), e);
        }
        return result;
    }

    private void requireOpen() {
        if (closing) {
            throw new IllegalStateException("the library is closed; open the home again");
        }
    }

    private Optional<Profile> referenceOf(PredictionRecord record) {
        try {
            return registry.profile(registry.resolve(record.model() + ":" + record.version()));
        } catch (MlopsException e) {
            // A record may name a version that this home does not know.
            return Optional.empty();
        }
    }

    /** Describes a library with other parts than the defaults. Not thread-safe. */
    public static final class Builder {

        private static final Duration DEFAULT_REFRESH = Duration.ofSeconds(5);
        private static final Duration DEFAULT_SYNC = Duration.ofSeconds(1);
        private static final String GIVEN = "given";
        private static final String DEFAULT = "default";

        private final Map<String, String> settings = new LinkedHashMap<>();
        private final List<MlopsListener> listeners = new ArrayList<>();
        private final List<CheckpointAnchor> anchors = new ArrayList<>();
        private final List<String> witnesses = new ArrayList<>();
        private @Nullable Path home;
        private @Nullable Path keyDirectory;
        private @Nullable KeyProvider keys;
        private @Nullable RegistryStore registryStore;
        private @Nullable BlobStore blobStore;
        private Clock clock = Clock.systemUTC();
        private Authorizer authorizer = Authorizer.allowAll();
        private @Nullable ActorProvider actorProvider;
        private FailurePolicy failurePolicy = FailurePolicy.dropNewest();
        private Duration refresh = DEFAULT_REFRESH;
        private Duration logSync = DEFAULT_SYNC;
        private boolean readOnly;

        private Builder() {
            note("home", "in memory", DEFAULT);
            note("refresh", refresh, DEFAULT);
            note("log.sync", logSync, DEFAULT);
            note("log.max_wait", failurePolicy.maxWait(), DEFAULT);
            note("keys", "in the home", DEFAULT);
            note("authorizer", "allows everything", DEFAULT);
            note("actor provider", "none", DEFAULT);
            note("read_only", false, DEFAULT);
            note("registry store", "in the home", DEFAULT);
            note("blob store", "in the home", DEFAULT);
            note("audit.anchors", "the application's log, if there is a home", DEFAULT);
            note("audit.witnesses", "none", DEFAULT);
        }

        /**
         * Keeps everything in a directory; without it everything is in memory.
         *
         * @param path the directory, made if there is none
         * @return this builder
         */
        public Builder home(Path path) {
            return home(path, GIVEN);
        }

        Builder home(Path path, String source) {
            home = path.toAbsolutePath().normalize();
            return note("home", home, source);
        }

        /**
         * Only reads the home, which must be there: nothing in it is created or written, not even a lock, and changes are
         * refused. For looking at a home beside the processes that use it.
         *
         * @return this builder
         */
        public Builder readOnly() {
            return readOnly(true, GIVEN);
        }

        Builder readOnly(boolean only, String source) {
            readOnly = only;
            return note("read_only", only, source);
        }

        /**
         * Within which time services follow an alias that another process has moved, the loading of the model apart.
         *
         * @param interval above zero and at most a year; 5 seconds unless said
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder refresh(Duration interval) {
            return refresh(interval, GIVEN);
        }

        Builder refresh(Duration interval, String source) {
            refresh = requireInterval("refresh", interval);
            return note("refresh", interval, source);
        }

        /**
         * How often logged predictions are made durable.
         *
         * @param interval above zero and at most a year; 1 second unless said
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder logSync(Duration interval) {
            return logSync(interval, GIVEN);
        }

        Builder logSync(Duration interval, String source) {
            logSync = requireInterval("logSync", interval);
            return note("log.sync", interval, source);
        }

        /**
         * What the log does when the disk does not keep up.
         *
         * @param policy the policy; drop and count unless said
         * @return this builder
         */
        public Builder failurePolicy(FailurePolicy policy) {
            return failurePolicy(policy, GIVEN);
        }

        Builder failurePolicy(FailurePolicy policy, String source) {
            failurePolicy = Objects.requireNonNull(policy, "policy");
            return note("log.max_wait", policy.maxWait(), source);
        }

        /**
         * Takes keys from elsewhere than the home, for example from {@link org.mlops4j.core.identity.Keys}.
         *
         * @param provider hands out keys
         * @return this builder
         */
        public Builder keys(KeyProvider provider) {
            return keys(provider, GIVEN);
        }

        Builder keyDirectory(Path path, String source) {
            keyDirectory = path;
            return note("keys", path, source);
        }

        Builder keys(KeyProvider provider, String source) {
            keys = Objects.requireNonNull(provider, "provider");
            return note(
                    "keys",
                    provider instanceof OwnedKeys
                            ? provider
                            : provider.getClass().getName(),
                    source);
        }

        /**
         * Keeps versions, aliases and facts elsewhere than in the home.
         *
         * @param store the store
         * @return this builder
         */
        public Builder registryStore(RegistryStore store) {
            registryStore = Objects.requireNonNull(store, "store");
            return note("registry store", store.getClass().getName(), GIVEN);
        }

        /**
         * Keeps the files of models elsewhere than in the home.
         *
         * @param store the store
         * @return this builder
         */
        public Builder blobStore(BlobStore store) {
            blobStore = Objects.requireNonNull(store, "store");
            return note("blob store", store.getClass().getName(), GIVEN);
        }

        /**
         * Tells the time; the system's UTC clock unless said.
         *
         * @param source the clock
         * @return this builder
         */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Adds a listener to all events.
         *
         * @param listener hears them
         * @return this builder
         */
        public Builder listener(MlopsListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Asks before each change whether the actor may make it.
         *
         * @param guard may refuse
         * @return this builder
         */
        public Builder authorizer(Authorizer guard) {
            authorizer = Objects.requireNonNull(guard, "guard");
            return note("authorizer", guard.getClass().getName(), GIVEN);
        }

        /**
         * Leaves it to the application's logins, tokens or signatures how sure the library is of an actor; without it,
         * the caller's word is taken.
         *
         * @param provider knows on whose behalf a thread works
         * @return this builder
         */
        public Builder actorProvider(ActorProvider provider) {
            actorProvider = Objects.requireNonNull(provider, "provider");
            return note("actor provider", provider.getClass().getName(), GIVEN);
        }

        /**
         * Adds a place outside the home that keeps the checkpoints of the audit log, so that nobody who can write to the
         * home can rewrite its history unnoticed. Without a call, a home on disk hands them to the application's log
         * ({@link Anchors#logger()}). A {@link #registryStore} always keeps them too.
         *
         * @param anchor keeps them
         * @return this builder
         */
        public Builder anchor(CheckpointAnchor anchor) {
            return anchor(anchor, GIVEN);
        }

        /**
         * Keeps the checkpoints of the audit log in a second store.
         *
         * @param store the store, out of reach of whoever runs this application
         * @return this builder
         */
        public Builder anchor(RegistryStore store) {
            return anchor(new StoreAnchor(Objects.requireNonNull(store, "store")), GIVEN);
        }

        Builder anchor(CheckpointAnchor anchor, String source) {
            anchors.add(Objects.requireNonNull(anchor, "anchor"));
            return note(
                    "audit.anchors",
                    anchors.stream().map(CheckpointAnchor::name).collect(Collectors.joining(", ")),
                    source);
        }

        /**
         * Trusts the cosignatures of a witness on checkpoints of the audit log.
         *
         * @param verifierKey its key, {@code name+id+base64} with the signature type 0x04 (C2SP tlog-cosignature)
         * @return this builder
         * @throws IllegalArgumentException if the key is malformed
         */
        public Builder witness(String verifierKey) {
            return witness(verifierKey, GIVEN);
        }

        Builder witness(String verifierKey, String source) {
            witnesses.add(NoteKey.parseWitness(verifierKey).text());
            return note("audit.witnesses", String.join(" ", witnesses), source);
        }

        /**
         * Opens the library.
         *
         * @return the library
         * @throws UncheckedIOException if the home cannot be made or read
         * @throws MlopsException if it is to be read only and there is no home
         * @throws org.mlops4j.identity.IntegrityException if the home was written by a newer version
         * @throws IllegalArgumentException if a file that keeps checkpoints lies within the home
         */
        public Mlops open() {
            requireOutside();
            try {
                Directory directory = home == null ? new MemoryDirectory() : openDirectory("home", home);
                try {
                    if (readOnly && !Home.isIn(directory)) {
                        throw nothingToRead("home", home);
                    }
                    return new Mlops(this, directory);
                } catch (IOException | RuntimeException e) {
                    directory.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("home " + home + " cannot be opened: " + e, e);
            }
        }

        private Directory openDirectory(String what, Path path) throws IOException {
            if (readOnly && !Files.isDirectory(path)) {
                throw nothingToRead(what, path);
            }
            return readOnly ? DiskDirectory.openForReading(path) : DiskDirectory.open(path);
        }

        private static MlopsException nothingToRead(String what, @Nullable Path path) {
            return new MlopsException("there is no " + what + " to read "
                    + (path == null ? "in memory" : "at " + path)
                    + "; give a directory that was opened for writing before");
        }

        private void requireOutside() {
            Path inside = home;
            for (CheckpointAnchor anchor : anchors) {
                if (inside != null
                        && anchor instanceof FileAnchor file
                        && file.file().startsWith(inside)) {
                    throw new IllegalArgumentException("anchor must lie outside the home " + inside + " but was "
                            + file.file() + "; whoever can change the log could change it too");
                }
            }
        }

        private TiledAuditLog.Guards guards() {
            List<CheckpointAnchor> all = new ArrayList<>(anchors);
            if (all.isEmpty() && home != null) {
                all.add(Anchors.logger());
            }
            if (registryStore != null) {
                all.add(new StoreAnchor(registryStore));
            }
            return new TiledAuditLog.Guards(all, witnesses, authorizer);
        }

        private Map<String, String> settings() {
            return new LinkedHashMap<>(settings);
        }

        private KeyProvider keys(Directory directory) throws IOException {
            if (keys != null) {
                return keys;
            }
            Directory target = keyDirectory == null ? directory : openDirectory("directory of keys", keyDirectory);
            return new DirectoryKeyProvider(target, clock);
        }

        private Builder note(String name, Object value, String source) {
            settings.put(name, value + " (" + source + ")");
            return this;
        }

        private static Duration requireInterval(String name, Duration interval) {
            if (interval.isZero() || interval.isNegative() || interval.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        name + " must be above zero and at most " + LONGEST + " but was " + interval);
            }
            return interval;
        }
    }
}
