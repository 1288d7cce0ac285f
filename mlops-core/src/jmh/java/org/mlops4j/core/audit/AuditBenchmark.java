package org.mlops4j.core.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.MerkleProof;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.internal.MeasuredDirectory;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The audit log with entries of 420 bytes, its files in memory so that the log is measured and not the disk. Budgets:
 *
 * <ul>
 *   <li>{@link #appendBuffered}: at least 300,000 entries a second
 *   <li>{@link #appendDurably}, 64 callers, a force of the disk taking 0.2 ms: at least 5,000 a second
 *   <li>{@link #proveInclusion} in a log of ten million entries: at most 1 ms
 *   <li>{@link #verifyLog}, a million entries on two processors: at most 5 s
 * </ul>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx4g")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class AuditBenchmark {

    private static final int BATCH = 25_600;
    private static final int MILLION = 1_000_000;
    private static final int TEN_MILLION = 10_000_000;
    private static final long FORCE_NANOS = 200_000;
    private static final List<AuditEntry> ENTRIES = entries(BATCH);

    private static List<AuditEntry> entries(int count) {
        List<AuditEntry> entries = new ArrayList<>(count);
        Digest digest = Digest.of(new byte[0]);
        for (int i = 0; i < count; i++) {
            entries.add(new AuditEntry(
                    Instant.ofEpochMilli(1_764_000_000_000L + i),
                    Actor.human("ada"),
                    "alias.move",
                    Ref.of("alias", "credit:" + i, digest),
                    "step " + i + " of a long journey with a reason",
                    Map.of("n", String.valueOf(i), "document", digest.toString())));
        }
        return List.copyOf(entries);
    }

    private static TiledAuditLog open(Directory directory) {
        return TiledAuditLog.open(
                directory, new DirectoryKeyProvider(directory), Clock.systemUTC(), "example.com/benchmark");
    }

    private static TiledAuditLog filled(Directory directory, int count) {
        TiledAuditLog log = open(directory);
        for (int done = 0; done < count; done += BATCH) {
            log.appendAll(ENTRIES.subList(0, Math.min(BATCH, count - done)));
        }
        return log;
    }

    /** A log that starts anew with each invocation, so that memory lasts. */
    @State(Scope.Thread)
    public static class Fresh {

        private TiledAuditLog log = open(new MeasuredDirectory(0, true));

        /** Forgets the one before; the key is made here. */
        @Setup(Level.Invocation)
        public void restart() {
            log = open(new MeasuredDirectory(0, true));
            log.verifierKey();
        }
    }

    /** A log on a disk that takes its time. */
    @State(Scope.Benchmark)
    public static class Slow {

        private final TiledAuditLog log = open(new MeasuredDirectory(FORCE_NANOS, false));
    }

    /** A log of ten million entries and its checkpoint. */
    @State(Scope.Benchmark)
    public static class Long {

        private final TiledAuditLog log = filled(new MeasuredDirectory(0, false), TEN_MILLION);
        private final Checkpoint checkpoint = log.checkpoint();
        private final SplittableRandom random = new SplittableRandom(7);
    }

    /** A log of a million entries. */
    @State(Scope.Benchmark)
    public static class Whole {

        private final TiledAuditLog log = filled(new MeasuredDirectory(0, true), MILLION);
    }

    /** Many entries at once, signed once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<RecordedEntry> appendBuffered(Fresh fresh) {
        return fresh.log.appendAll(ENTRIES);
    }

    /** One entry by each of 64 callers, who share the waiting for the disk. */
    @Benchmark
    @Threads(64)
    public RecordedEntry appendDurably(Slow slow) {
        return slow.log.append(ENTRIES.get(0));
    }

    /** One proof. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public MerkleProof proveInclusion(Long longLog) {
        return longLog.log.proveInclusion(longLog.random.nextInt(TEN_MILLION), longLog.checkpoint);
    }

    /** All of a log. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Warmup(iterations = 3)
    @Measurement(iterations = 5)
    public AuditVerification verifyLog(Whole whole) {
        return whole.log.verify();
    }
}
