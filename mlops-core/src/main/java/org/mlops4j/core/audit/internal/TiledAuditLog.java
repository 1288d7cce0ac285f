package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.mlops4j.audit.AnchorState;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;
import org.mlops4j.audit.LegalHold;
import org.mlops4j.audit.MerkleProof;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.internal.Anchoring.Anchored;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.Ref;

/**
 * The audit log under {@code audit/} of a directory: the entries that a checkpoint covers as tiles, the others in one
 * file that is forced before an append returns. Several threads, logs and processes may share the directory; writers
 * take its lock, readers take none. Reading goes on after {@link #close()}.
 */
public final class TiledAuditLog implements AuditLog, AutoCloseable {

    private static final int MAX_ATTEMPTS = 100;
    private static final String OWN_ACTIONS = "audit.";

    private final Directory directory;
    private final Clock clock;
    private final String origin;
    private final AuditKeys keys;
    private final Tiles tiles;
    private final LogReader reader;
    private final LogWriter writer;
    private final LogRetention retention;
    private final Anchoring anchoring;
    private final List<NoteKey> witnesses;
    private volatile Function<String, Optional<Digest>> probe = this::stored;
    private volatile AccessControl access;

    private TiledAuditLog(Directory directory, KeyProvider provider, Clock clock, String origin, Guards guards) {
        this.directory = directory;
        this.clock = clock;
        this.origin = origin;
        this.keys = new AuditKeys(provider, origin);
        this.tiles = new Tiles(directory);
        this.reader = new LogReader(directory, keys, origin);
        this.anchoring = new Anchoring(guards.anchors());
        this.witnesses = guards.witnessKeys();
        Integration integration = new Integration(directory, reader, tiles, keys);
        this.writer = new LogWriter(directory, reader, integration, anchoring, clock, this::content);
        this.access = new AccessControl(null, guards.authorizer(), new RecordedActions(this));
        this.retention = new LogRetention(directory, tiles, reader, writer, () -> access, clock, origin);
    }

    /**
     * Who keeps an eye on a log.
     *
     * @param anchors keep its checkpoints
     * @param witnesses verifier keys of those whose cosignatures count
     * @param authorizer asked before entries are pruned or held
     */
    public record Guards(List<CheckpointAnchor> anchors, List<String> witnesses, Authorizer authorizer) {

        /** Nobody. */
        public static final Guards NONE = new Guards(List.of(), List.of(), Authorizer.allowAll());

        /** Checks the keys; {@link IllegalArgumentException} if one is malformed. */
        public Guards {
            anchors = List.copyOf(anchors);
            witnesses = List.copyOf(witnesses);
            witnesses.forEach(NoteKey::parseWitness);
        }

        private List<NoteKey> witnessKeys() {
            return witnesses.stream().map(NoteKey::parseWitness).toList();
        }
    }

    /** Opens a log as below, with nobody to guard it. */
    public static TiledAuditLog open(Directory directory, KeyProvider keys, Clock clock, String origin) {
        return open(directory, keys, clock, origin, Guards.NONE);
    }

    /**
     * Opens the log of a directory, or starts one. Reads and writes nothing yet.
     *
     * @param directory where it lies
     * @param keys whose key {@code audit} signs its checkpoints
     * @param clock tells the time of entries that come without
     * @param origin the name of the log, for example {@code example.com/credit}; an existing log keeps its name
     * @param guards who keeps an eye on it
     * @throws IllegalArgumentException if the name has white space or a plus
     */
    public static TiledAuditLog open(Directory directory, KeyProvider keys, Clock clock, String origin, Guards guards) {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(clock, "clock");
        NoteKey.requireName(origin);
        return new TiledAuditLog(directory, keys, clock, origin, guards);
    }

    /** Sets who knows the content of a document now; without it, the file of the directory at the key. */
    public void probe(Function<String, Optional<Digest>> other) {
        probe = Objects.requireNonNull(other, "other");
    }

    private Optional<Digest> content(String key) {
        return key.equals(Layout.RETENTION) ? stored(key) : probe.apply(key);
    }

    /** Sets who admits actors; without it, the caller's word on who they are is recorded. */
    public void guard(AccessControl other) {
        access = Objects.requireNonNull(other, "other");
    }

    @Override
    public RecordedEntry append(Actor actor, String action, Ref subject, String reason, Map<String, String> details) {
        requireForeign(action);
        return append(new AuditEntry(clock.instant(), actor, action, subject, reason, details));
    }

    @Override
    public List<RecordedEntry> appendAll(List<AuditEntry> entries) {
        List<AuditEntry> all = List.copyOf(entries);
        all.forEach(entry -> requireForeign(entry.action()));
        requireWritable();
        return unchecked("the entries were not added to the audit log", () -> writer.appendAll(all));
    }

    private static void requireForeign(String action) {
        if (action.startsWith(OWN_ACTIONS)) {
            throw new IllegalArgumentException("action must not begin with '" + OWN_ACTIONS
                    + "', as those of the log itself do, but was '" + action + "'; choose another word");
        }
    }

    /** Adds an entry that tells of no document; durable when this returns. */
    public RecordedEntry append(AuditEntry entry) {
        requireWritable();
        return writer.append(identified(entry));
    }

    /**
     * Makes a change and adds the entry that tells of it: after a crash both are there or neither. What the change
     * throws is thrown on, and the entry is not added unless the document has the new content all the same.
     *
     * @throws UncheckedIOException if the change or the log cannot be written
     */
    public RecordedEntry append(AuditEntry entry, Change change) {
        requireWritable();
        return unchecked(
                "audit entry '" + entry.action() + "' could not be added",
                () -> writer.append(identified(entry), change));
    }

    private AuditEntry identified(AuditEntry entry) {
        Actor actor = access.identify(entry.actor());
        return actor.equals(entry.actor())
                ? entry
                : new AuditEntry(entry.time(), actor, entry.action(), entry.subject(), entry.reason(), entry.details());
    }

    @Override
    public long size() {
        return view().size();
    }

    @Override
    public Stream<RecordedEntry> entries(long from, long to) {
        LogView view = view();
        Objects.checkFromToIndex(from, to, view.size());
        if (from < to) {
            requireKept(from);
        }
        long start = view.start();
        long firstBundle = from / Layout.WIDTH;
        long bundlesEnd = Math.min(to, start) > from ? (Math.min(to, start) - 1) / Layout.WIDTH + 1 : firstBundle;
        Stream<RecordedEntry> signed =
                LongStream.range(firstBundle, bundlesEnd).boxed().flatMap(index -> bundle(index, start, from, to));
        String file = Layout.pending(start);
        Stream<RecordedEntry> pending = LongStream.range(Math.max(from, start), Math.max(to, start))
                .mapToObj(i -> view.pending().entries().get((int) (i - start)).at(i, file));
        return Stream.concat(signed, pending);
    }

    private Stream<RecordedEntry> bundle(long index, long start, long from, long to) {
        EntryBundle bundle = unchecked("audit entries could not be read", () -> checkedBundle(index, start));
        long first = index * Layout.WIDTH;
        return IntStream.range((int) Math.max(0, from - first), (int)
                        Math.min(bundle.entries().size(), to - first))
                .mapToObj(i -> bundle.entries().get(i).at(first + i, bundle.path()));
    }

    private EntryBundle checkedBundle(long index, long start) throws IOException {
        try {
            return tiles.checked(index, start);
        } catch (IntegrityException e) {
            // It may have been pruned since the caller began.
            requireKept(index * Layout.WIDTH);
            throw e;
        }
    }

    private void requireKept(long from) {
        long first = firstIndex();
        if (from < first) {
            throw new IndexOutOfBoundsException(
                    "entries before " + first + " were pruned but the range begins at " + from);
        }
    }

    @Override
    public long firstIndex() {
        return retention().first();
    }

    @Override
    public List<LegalHold> holds() {
        return retention().holds();
    }

    private Retention retention() {
        return unchecked("what was pruned could not be read", retention::read);
    }

    @Override
    public long prune(Instant before, Actor actor, String reason) {
        requireWritable();
        return unchecked("the audit log could not be pruned", () -> retention.prune(before, actor, reason));
    }

    @Override
    public LegalHold hold(String matter, Ref subject, Actor actor, String reason) {
        requireWritable();
        return unchecked("the hold could not be written", () -> retention.hold(matter, subject, actor, reason));
    }

    @Override
    public List<LegalHold> release(String matter, Actor actor, String reason) {
        requireWritable();
        return unchecked("the release could not be written", () -> retention.release(matter, actor, reason));
    }

    @Override
    public List<AnchorState> anchors() {
        return anchoring.states(origin);
    }

    /** Which anchors do not do their work, and why. */
    public Map<String, String> anchorFaults() {
        return anchoring.faults();
    }

    @Override
    public Checkpoint checkpoint() {
        requireWritable();
        return unchecked("the audit log could not be signed", writer::checkpoint);
    }

    @Override
    public Optional<Checkpoint> lastCheckpoint() {
        return Optional.ofNullable(view().checkpoint());
    }

    @Override
    public List<String> verifierKeys() {
        return keys.known().stream().map(NoteKey::text).toList();
    }

    @Override
    public MerkleProof proveInclusion(long index, Checkpoint checkpoint) {
        return prove(index, checkpoint, tree -> MerkleTree.inclusion(index, checkpoint.size(), tree));
    }

    @Override
    public MerkleProof proveConsistency(long earlierSize, Checkpoint checkpoint) {
        return prove(earlierSize, checkpoint, tree -> MerkleTree.consistency(earlierSize, checkpoint.size(), tree));
    }

    @FunctionalInterface
    private interface Path {

        List<byte[]> in(MerkleTree.Hashes tree) throws IOException;
    }

    private MerkleProof prove(long from, Checkpoint checkpoint, Path path) {
        return unchecked("the proof could not be made", () -> {
            MerkleTree.Hashes tree = tiles.tree(checkpoint.size());
            requireOurs(checkpoint, tree);
            return new MerkleProof(from, checkpoint.size(), path.in(tree));
        });
    }

    private void requireOurs(Checkpoint checkpoint, MerkleTree.Hashes tree) throws IOException {
        long size = reader.view().start();
        if (checkpoint.size() > size) {
            throw new IntegrityException("the checkpoint covers " + checkpoint.size()
                    + " entries but the log has signed " + size + "; it is of another log, or entries were removed");
        }
        if (!Digest.ofHash(MerkleTree.root(checkpoint.size(), tree)).equals(checkpoint.root())) {
            throw new IntegrityException("the checkpoint signs another root than the first " + checkpoint.size()
                    + " entries have; it is of another log, or this one was changed");
        }
    }

    @Override
    public AuditVerification verify(List<Checkpoint> anchored) {
        return unchecked("the audit log could not be checked", () -> {
            Problems warnings = new Problems();
            // Before the log is looked at: what is signed meanwhile must not seem to be removed.
            List<Anchored> kept = new ArrayList<>(anchoring.kept(warnings));
            anchored.forEach(checkpoint -> kept.add(new Anchored(checkpoint, "")));
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Problems damage = new Problems();
                Optional<Retention> before = damage.check(retention::read);
                long atLeast = writer.acknowledged();
                AuditVerification found = new AuditVerifier(tiles, keys::known, witnesses, origin)
                        .note(damage.list(), warnings.list())
                        .verify(snapshot(), before.orElse(null), atLeast, kept);
                if (new Problems().check(retention::read).equals(before)) {
                    return found;
                }
            }
            throw new IOException(Layout.RETENTION + " changes faster than the log can be read");
        });
    }

    private LogSnapshot snapshot() throws IOException {
        LogSnapshot snapshot = LogSnapshot.take(directory, tiles);
        // Somebody may just be writing: what is still wrong while nobody does is wrong.
        return snapshot.problems().isEmpty() || directory.isReadOnly()
                ? snapshot
                : writer.whileNobodyWrites(() -> LogSnapshot.take(directory, tiles));
    }

    /**
     * Signs the entries that were added here, and ends. Safe to call twice.
     *
     * @throws UncheckedIOException if the checkpoint cannot be written; the entries are durable all the same
     * @throws IntegrityException if the log does not extend its last checkpoint
     */
    @Override
    public void close() {
        unchecked("the audit log could not be signed when it was closed", () -> {
            writer.close();
            return this;
        });
    }

    private LogView view() {
        return unchecked("the audit log could not be read", reader::view);
    }

    private Optional<Digest> stored(String path) {
        return unchecked("the document " + path + " could not be read", () -> directory.read(path))
                .map(Digest::of);
    }

    /** Whether nothing can be added. */
    boolean isReadOnly() {
        return directory.isReadOnly();
    }

    private void requireWritable() {
        if (directory.isReadOnly()) {
            throw new UncheckedIOException(new IOException(
                    "the audit log '" + origin + "' is open for reading only: its directory cannot be written to"));
        }
    }

    private static <T> T unchecked(String failure, Reading<T> body) {
        try {
            return body.read();
        } catch (IOException e) {
            throw new UncheckedIOException(failure + ": " + e.getMessage(), e);
        }
    }
}
