package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.MerkleProof;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Actor;
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

    private final Directory directory;
    private final Clock clock;
    private final String origin;
    private final AuditKeys keys;
    private final Tiles tiles;
    private final LogReader reader;
    private final LogWriter writer;
    private volatile UnaryOperator<Actor> identity = UnaryOperator.identity();

    private TiledAuditLog(Directory directory, KeyProvider provider, Clock clock, String origin) {
        this.directory = directory;
        this.clock = clock;
        this.origin = origin;
        this.keys = new AuditKeys(provider, origin);
        this.tiles = new Tiles(directory);
        this.reader = new LogReader(directory, keys, origin);
        Integration integration = new Integration(directory, reader, tiles, keys);
        this.writer = new LogWriter(directory, reader, integration, this::stored);
    }

    /**
     * Opens the log of a directory, or starts one. Reads and writes nothing yet.
     *
     * @param directory where it lies
     * @param keys whose key {@code audit} signs its checkpoints
     * @param clock tells the time of entries that come without
     * @param origin the name of the log, for example {@code example.com/credit}; an existing log keeps its name
     * @return the log
     * @throws IllegalArgumentException if the origin is empty or holds white space or a plus
     */
    public static TiledAuditLog open(Directory directory, KeyProvider keys, Clock clock, String origin) {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(clock, "clock");
        NoteKey.requireName(origin);
        return new TiledAuditLog(directory, keys, clock, origin);
    }

    /** Sets who knows the content of a document now; without it, the file of the directory at the key. */
    public void probe(Function<String, Optional<Digest>> probe) {
        writer.probe(Objects.requireNonNull(probe, "probe"));
    }

    /** Sets who knows how sure it is of the actor of an entry; without it, the caller's word is recorded. */
    public void identify(UnaryOperator<Actor> other) {
        identity = Objects.requireNonNull(other, "other");
    }

    @Override
    public RecordedEntry append(Actor actor, String action, Ref subject, String reason) {
        return append(new AuditEntry(clock.instant(), actor, action, subject, reason, Map.of()));
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
        Actor actor = identity.apply(entry.actor());
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
        EntryBundle bundle = tiles.entries(index, start);
        HashTile tile = tiles.hashes(0, index, start);
        for (int i = 0; i < bundle.entries().size(); i++) {
            if (!Arrays.equals(bundle.entries().get(i).leafHash(), tile.hash(i))) {
                throw new IntegrityException(
                        "entry " + (index * Layout.WIDTH + i) + ": " + bundle.path() + " does not hash to its leaf in "
                                + tile.path() + "; restore the folder 'audit' from a backup");
            }
        }
        return bundle;
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
    public String verifierKey() {
        return keys.current().text();
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
        List<Checkpoint> anchors = List.copyOf(anchored);
        return unchecked("the audit log could not be checked", () -> {
            long atLeast = writer.acknowledged();
            LogSnapshot snapshot = LogSnapshot.take(directory, tiles);
            if (!snapshot.problems().isEmpty() && !directory.isReadOnly()) {
                // Somebody may just be writing: what is still wrong while nobody does is wrong.
                snapshot = writer.whileNobodyWrites(() -> LogSnapshot.take(directory, tiles));
            }
            return new AuditVerifier(tiles, keys, origin).verify(snapshot, atLeast, anchors);
        });
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
