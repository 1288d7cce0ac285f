package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;

/** Expected values: notes_crypto.json (checkpoints made in Python) and merkle_rfc6962.json (their roots). */
class CheckpointNoteTest {

    private static final JsonObject GOLDEN =
            Fixtures.golden("notes_crypto.json").object("checkpoint");
    private static final String ROOT = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";
    private static final String SIGNATURE = "\n\u2014 a AAAAAAA=\n";

    @Test
    void readsTheSeededCheckpoints() {
        NoteKey key = NoteKey.parse(GOLDEN.text("vkey"));
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        String eight = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";
        String thousand = "d03d63b772af99019817ee3e018286d36a26161bdb5bfe8228e92c02abe9115d";
        for (var expected : List.of(
                List.of("size0", "0", empty), List.of("size8", "8", eight), List.of("size1000", "1000", thousand))) {
            String note = GOLDEN.object(expected.get(0)).text("note");
            Checkpoint checkpoint = CheckpointNote.verified("checkpoint", note, List.of(key));
            assertThat(checkpoint.origin()).isEqualTo(Fixtures.ORIGIN);
            assertThat(checkpoint.size()).isEqualTo(Long.parseLong(expected.get(1)));
            assertThat(checkpoint.root().hex()).isEqualTo(expected.get(2));
            assertThat(checkpoint.note()).isEqualTo(note);
        }
    }

    @Test
    void signsTheSeededCheckpoint() {
        var pair = SeededKeys.pair(Fixtures.hex(GOLDEN.text("ed25519_seed_hex")));
        Checkpoint checkpoint = CheckpointNote.sign(
                NoteKey.of(Fixtures.ORIGIN, pair.getPublic()),
                pair.getPrivate(),
                8,
                Fixtures.hex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"));
        assertThat(checkpoint.note()).isEqualTo(GOLDEN.object("size8").text("note"));
    }

    @Test
    void passesOverExtensionLines() {
        assertThat(CheckpointNote.unverified("checkpoint", "a\n8\n" + ROOT + "\nmore\nstill more\n" + SIGNATURE)
                        .size())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n",
                "a\n8\n",
                "\n8\n" + ROOT + "\n",
                "a\n\n8\n" + ROOT + "\n",
                "a\n8\n" + ROOT + "\n\nmore\n",
                "a\n08\n" + ROOT + "\n",
                "a\n+8\n" + ROOT + "\n",
                "a\n-8\n" + ROOT + "\n",
                "a\n8 \n" + ROOT + "\n",
                "a\n\u0668\n" + ROOT + "\n",
                "a\n9223372036854775808\n" + ROOT + "\n",
                "a\n99999999999999999999\n" + ROOT + "\n",
                "a\n8\n\n",
                "a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n",
                "a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n",
                "a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQw==\n"
            })
    void rejectsWhatIsNoCheckpoint(String text) {
        assertThatThrownBy(() -> CheckpointNote.unverified("checkpoint", text + SIGNATURE))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("checkpoint is no checkpoint: it ");
    }

    @Test
    void rejectsBytesThatAreNoText() {
        assertThatThrownBy(() -> CheckpointNote.text("checkpoint", new byte[] {'a', (byte) 0xff}))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("no valid UTF-8");
    }
}
