package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;

/** Expected values: notes_crypto.json (Python cryptography); the example of C2SP tlog-cosignature has no public key. */
class CosignatureTest {

    private static final JsonObject GOLDEN = Fixtures.golden("notes_crypto.json");
    private static final JsonObject COSIGNATURE = GOLDEN.object("cosignature_v1");
    private static final String NOTE =
            GOLDEN.object("checkpoint").object("size8").text("note");
    private static final TestWitness WITNESS = new TestWitness(
            COSIGNATURE.text("witness"),
            Fixtures.hex(GOLDEN.object("checkpoint").text("ed25519_seed_hex")));
    private static final NoteKey KEY = NoteKey.parseWitness(WITNESS.key());
    private static final Instant TIME = Instant.ofEpochSecond(COSIGNATURE.integer("timestamp"));

    private static Checkpoint checkpoint(String note) {
        return CheckpointNote.unverified("checkpoint", note);
    }

    @Test
    void acceptsTheLineOfThePythonReference() {
        assertThat(CheckpointNote.cosigned("checkpoint", checkpoint(NOTE + COSIGNATURE.text("line")), KEY))
                .hasValue(TIME);
    }

    /** So what the other tests sign with is a witness. */
    @Test
    void testWitnessSignsAsThePythonReferenceDoes() {
        assertThat(WITNESS.cosign(checkpoint(NOTE), TIME).note()).isEqualTo(NOTE + COSIGNATURE.text("line"));
    }

    @Test
    void leavesTheLogsOwnSignatureValid() {
        NoteKey logKey = NoteKey.parse(GOLDEN.object("checkpoint").text("vkey"));
        assertThat(CheckpointNote.verified("checkpoint", NOTE + COSIGNATURE.text("line"), List.of(logKey))
                        .size())
                .isEqualTo(8);
    }

    @Test
    void findsNoneOnANoteOfTheLogAlone() {
        assertThat(CheckpointNote.cosigned("checkpoint", checkpoint(NOTE), KEY)).isEmpty();
    }

    @Test
    void passesOverOtherWitnesses() {
        NoteKey other = NoteKey.parseWitness(new TestWitness(COSIGNATURE.text("witness"), new byte[32]).key());
        assertThat(CheckpointNote.cosigned("checkpoint", checkpoint(NOTE + COSIGNATURE.text("line")), other))
                .isEmpty();
    }

    @Test
    void rejectsALineOfAnotherCheckpoint() {
        Checkpoint larger =
                checkpoint(GOLDEN.object("checkpoint").object("size1000").text("note") + COSIGNATURE.text("line"));
        assertThatThrownBy(() -> CheckpointNote.cosigned("checkpoint", larger, KEY))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("checkpoint: the cosignature of the witness witness.example/w1 does not fit");
    }

    @Test
    void rejectsAnotherTimeThanWasSigned() {
        String line = COSIGNATURE.text("line");
        String earlier = line.replace("519lMgAAAABo53gA", "519lMgAAAABo53f/");
        assertThat(earlier).isNotEqualTo(line);
        assertThatThrownBy(() -> CheckpointNote.cosigned("checkpoint", checkpoint(NOTE + earlier), KEY))
                .isInstanceOf(IntegrityException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void rejectsATimeThatIsNone(long seconds) {
        String text = NOTE.substring(0, NOTE.indexOf("\n\n") + 1);
        Checkpoint cosigned = checkpoint(NOTE + WITNESS.line(text, seconds));
        assertThatThrownBy(() -> CheckpointNote.cosigned("checkpoint", cosigned, KEY))
                .isInstanceOf(IntegrityException.class);
    }

    @Test
    void takesTheEarliestOfSeveral() {
        Checkpoint twice = WITNESS.cosign(WITNESS.cosign(checkpoint(NOTE), TIME), TIME.minusSeconds(60));
        assertThat(CheckpointNote.cosigned("checkpoint", twice, KEY)).hasValue(TIME.minusSeconds(60));
    }

    @Test
    void refusesTheKeyOfALogAsAWitness() {
        String logKey = GOLDEN.object("checkpoint").text("vkey");
        assertThatThrownBy(() -> NoteKey.parseWitness(logKey))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is of no Ed25519 key of a witness (signature type 0x04)");
        assertThatThrownBy(() -> NoteKey.parse(WITNESS.key()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is of no Ed25519 key of a log (signature type 0x01)");
    }

    @Test
    void writesTheKeyItRead() {
        assertThat(KEY.text()).isEqualTo(WITNESS.key());
    }
}
