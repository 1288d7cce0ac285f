package org.mlops4j.core.audit.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assertions;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.LegalHold;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.AuditProofs;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;

/**
 * What a log reads, changed at random places: every reader answers or throws what it says it throws. The seed is fixed;
 * {@code -Djqwik.tries.default=100000} looks longer.
 */
class AuditParserProperties {

    private static final String SEED = "20261123";
    private static final MemoryDirectory LOG = new MemoryDirectory();
    private static final List<String> FILES;
    private static final Checkpoint CHECKPOINT;
    private static final NoteKey KEY;
    private static final String PROOF;

    static {
        TiledAuditLog log = Fixtures.open(LOG);
        List<RecordedEntry> entries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            entries.add(log.append(Fixtures.entry(i)));
        }
        log.hold("case 7", Ref.of(LegalHold.LOG, Fixtures.ORIGIN), Fixtures.ADA, "court order");
        CHECKPOINT = log.checkpoint();
        Fixtures.fill(log, 5);
        KEY = NoteKey.parse(log.verifierKey());
        PROOF = AuditProofs.write(entries.get(7), log.proveInclusion(7, CHECKPOINT), CHECKPOINT);
        try {
            FILES = Fixtures.files(LOG, "audit");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Some bytes flipped, cut out, doubled, put in or moved. */
    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] result = bytes;
        for (int i = random.nextInt(4); i >= 0 && result.length > 0; i--) {
            int at = random.nextInt(result.length);
            int length = random.nextInt(Math.min(result.length - at, 40) + 1);
            result = switch (random.nextInt(6)) {
                case 0 -> flipped(result, at, 1 << random.nextInt(8));
                case 1 -> spliced(result, at, length, new byte[0]);
                case 2 -> spliced(result, at, 0, Arrays.copyOfRange(result, at, at + length));
                case 3 -> spliced(result, at, 0, random(length, random));
                case 4 -> Arrays.copyOf(result, at);
                default -> spliced(result, at, length, random(length, random));
            };
        }
        return result;
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        byte[] result = bytes.clone();
        result[at] ^= (byte) bit;
        return result;
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
        return ByteBuffer.allocate(bytes.length - removed + added.length)
                .put(bytes, 0, at)
                .put(added)
                .put(bytes, at + removed, bytes.length - at - removed)
                .array();
    }

    /** Half of them of the characters that mean something somewhere. */
    private static byte[] random(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        byte[] words = "\n\n\u2014 {}[]\":,\\u0+/=19 checkpoint".getBytes(UTF_8);
        for (int i = 0; i < length; i++) {
            bytes[i] = random.nextBoolean() ? bytes[i] : words[random.nextInt(words.length)];
        }
        return bytes;
    }

    private static String mutate(String text, Random random) {
        // Every byte is a character, so that broken UTF-8 and half surrogates come up too.
        return random.nextBoolean()
                ? new String(mutate(text.getBytes(UTF_8), random), UTF_8)
                : new String(mutate(text.getBytes(ISO_8859_1), random), ISO_8859_1);
    }

    private static void throwsAtMost(Class<? extends Throwable> documented, ThrowingCallable read) {
        try {
            read.call();
        } catch (Throwable e) {
            if (!documented.isInstance(e)) {
                Assertions.fail("must answer or throw a " + documented.getSimpleName() + " but threw", e);
            }
            assertThat(e).message().isNotBlank();
        }
    }

    @Property(seed = SEED)
    void notes(@ForAll Random random) {
        String note = mutate(CHECKPOINT.note(), random);
        throwsAtMost(IntegrityException.class, () -> CheckpointNote.unverified("checkpoint", note));
        if (!note.equals(CHECKPOINT.note())) {
            throwsAtMost(
                    IntegrityException.class,
                    () -> assertIsTheSame(CheckpointNote.verified("checkpoint", note, List.of(KEY))));
        }
        byte[] bytes = mutate(CHECKPOINT.note().getBytes(UTF_8), random);
        throwsAtMost(IntegrityException.class, () -> CheckpointNote.text("checkpoint", bytes));
    }

    /** What still counts as signed says the same: only lines of strangers can have changed. */
    private static void assertIsTheSame(Checkpoint read) {
        assertThat(read.size()).isEqualTo(CHECKPOINT.size());
        assertThat(read.root()).isEqualTo(CHECKPOINT.root());
    }

    @Property(seed = SEED)
    void checkpointsInText(@ForAll Random random) {
        String text = mutate("INFO " + CheckpointLine.of(CHECKPOINT) + "\n\n" + CHECKPOINT.note(), random);
        assertThat(CheckpointLine.find(text)).hasSizeLessThanOrEqualTo(2);
    }

    @Property(seed = SEED)
    void verifierKeys(@ForAll Random random) {
        String key = mutate(KEY.text(), random);
        throwsAtMost(IllegalArgumentException.class, () -> NoteKey.parse(key));
        throwsAtMost(IllegalArgumentException.class, () -> NoteKey.parseWitness(key));
    }

    @Property(seed = SEED)
    void entries(@ForAll Random random) {
        byte[] bytes = mutate(AuditJson.encode(Fixtures.entry(random.nextInt(1000))), random);
        throwsAtMost(IntegrityException.class, () -> StoredEntry.of(bytes).at(7, "a file"));
        try {
            assertThat(AuditJson.decode(bytes).action()).isNotBlank();
        } catch (JsonException | IllegalArgumentException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    @Property(seed = SEED)
    void bundles(@ForAll Random random) {
        byte[] bytes = mutate(LOG.read("audit/tile/entries/000").orElseThrow(), random);
        int width = 1 + random.nextInt(256);
        throwsAtMost(IntegrityException.class, () -> EntryBundle.decode("a file", bytes, 0, 256, width));
        throwsAtMost(IntegrityException.class, () -> EntryBundle.decode("a file", bytes, 0, width, width));
    }

    @Property(seed = SEED)
    void pendingEntries(@ForAll Random random) {
        byte[] bytes = mutate(LOG.read("audit/pending/301").orElseThrow(), random);
        throwsAtMost(IntegrityException.class, () -> {
            PendingEntries read = PendingFile.read(301, bytes, PendingEntries.NONE, List.of());
            assertThat(read.entries()).hasSizeLessThanOrEqualTo(10);
            assertThat(read.end()).isBetween(0L, (long) bytes.length);
        });
    }

    @Property(seed = SEED)
    void notesOfRetention(@ForAll Random random) {
        byte[] bytes = mutate(LOG.read("audit/retention").orElseThrow(), random);
        throwsAtMost(IntegrityException.class, () -> Retention.decode(bytes));
    }

    @Property(seed = SEED)
    void proofs(@ForAll Random random) {
        String text = mutate(PROOF, random);
        throwsAtMost(
                IntegrityException.class,
                () -> assertThat(ProofText.verified(text, KEY).entry()).isEqualTo(Fixtures.entry(7)));
    }

    /** In one of fifty tries, since checking a whole log takes longer. */
    @Property(seed = SEED)
    void wholeLogs(@ForAll Random random) throws IOException {
        if (random.nextInt(50) > 0) {
            return;
        }
        MemoryDirectory directory = new MemoryDirectory();
        for (String file : FILES) {
            directory.replace(file, LOG.read(file).orElseThrow());
        }
        String file = FILES.get(random.nextInt(FILES.size()));
        byte[] before = LOG.read(file).orElseThrow();
        byte[] after = mutate(before, random);
        directory.replace(file, after);
        TiledAuditLog log = Fixtures.open(directory);
        if (!Arrays.equals(before, after) && !file.startsWith("audit/pending/")) {
            assertThat(log.verify().problems()).as(file).isNotEmpty();
        } else {
            assertThat(log.verify().origin()).isEqualTo(Fixtures.ORIGIN);
        }
        throwsAtMost(IntegrityException.class, () -> Fixtures.all(log));
        throwsAtMost(IntegrityException.class, () -> log.append(Fixtures.entry(0)));
    }
}
