package org.mlops4j.core.audit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.identity.IntegrityException;

/** Input made to take long or much memory. A reader without its limit does not come back within the minute. */
@Timeout(60)
class AuditParserLimitsTest {

    /** One byte in four begins what could be a frame of a third of a megabyte. */
    @Test
    void pendingBytesThatCouldBeFramesEverywhere() {
        byte[] bytes = new byte[24 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 4 == 3 ? 0 : 5);
        }
        assertThatThrownBy(() -> PendingFile.read(0, bytes, PendingEntries.NONE, List.of()))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("entry 0: ")
                .hasMessageEndingWith("and what follows it is no crash's; restore the file from a backup");
    }

    @Test
    void pendingFrameThatClaimsToBeEndless() throws Exception {
        byte[] bytes = ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Integer.MAX_VALUE)
                .array();
        PendingEntries read = PendingFile.read(0, bytes, PendingEntries.NONE, List.of());
        assertThat(read.entries()).isEmpty();
        assertThat(read.tail()).isEqualTo("entry 0: damaged frame at byte 0: impossible length 2147483647");
    }

    @Test
    void noteOfSignaturesOnly() {
        String note = "a\n0\nx\n\n" + "\u2014 a AAAAAAA=\n".repeat(50_000);
        assertThatThrownBy(() -> SignedNote.parse("note", note))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("note is no signed note: it has more than 64 signatures");
    }

    @Test
    void noteThatIsTooLong() {
        assertThatThrownBy(() -> SignedNote.parse("note", "a".repeat((1 << 20) + 1)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("is longer than 1048576 characters");
    }

    @Test
    void lineOfWordsWithoutEnd() {
        String words = "checkpoint a 1 " + "A".repeat(43) + "= " + "checkpoint b 2 ".repeat(100_000);
        assertThat(CheckpointLine.find(words)).isEmpty();
        assertThat(CheckpointLine.find("checkpoint ".repeat(200_000))).isEmpty();
        String signatures = (" a " + "A".repeat(24)).repeat(50_000);
        assertThat(CheckpointLine.find("checkpoint a 1 " + "A".repeat(43) + "=" + signatures))
                .singleElement()
                .satisfies(found -> assertThat(found.note().lines()).hasSize(3 + 1 + 64));
        assertThat(CheckpointLine.find("\n".repeat(1 << 20))).isEmpty();
    }

    @Test
    void entryWithoutBottom() {
        byte[] bytes = "[".repeat(60_000).getBytes(UTF_8);
        assertThatThrownBy(() -> AuditJson.decode(bytes)).isInstanceOf(JsonException.class);
    }

    @Test
    void entryWithANumberOfManyDigits() {
        byte[] bytes = ("{\"format\":" + "9".repeat(60_000) + "}").getBytes(UTF_8);
        assertThatThrownBy(() -> AuditJson.decode(bytes)).isInstanceOf(JsonException.class);
    }

    @Test
    void proofWithHashesWithoutEnd() {
        String proof = "c2sp.org/tlog-proof@v1\nextra AA==\nindex 0\n" + "AAAA\n".repeat(100_000) + "\nx";
        NoteKey key = NoteKey.of(Fixtures.ORIGIN, SeededKeys.pair(new byte[32]).getPublic());
        assertThatThrownBy(() -> ProofText.verified(proof, key)).isInstanceOf(IntegrityException.class);
    }

    @Test
    void bundleThatIsLongerThanItsEntriesCanBe() {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 2);
        log.checkpoint();
        directory.replace("audit/tile/entries/000.p/2", new byte[2 * 65_537 + 1]);
        assertThat(log.verify().problems())
                .containsExactly("audit/tile/entries/000.p/2 must have at most 131074 bytes for entries 0 to 1 but has "
                        + "131075; restore the file from a backup");
    }

    @Test
    void retentionThatIsTooLong() {
        MemoryDirectory directory = new MemoryDirectory();
        byte[] spaces = new byte[(1 << 24) + 1];
        Arrays.fill(spaces, (byte) ' ');
        directory.replace("audit/retention", spaces);
        assertThatThrownBy(() -> Fixtures.open(directory).holds())
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("has 16777217 bytes, more than it can");
    }
}
