package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;

/** Expected values: notes_crypto.json, from the C2SP specification, Go and Python. */
class SignedNoteTest {

    private static final JsonObject GOLDEN = Fixtures.golden("notes_crypto.json");
    private static final String NOTE = GOLDEN.object("c2sp_signed_note").text("note");
    private static final NoteKey KEY =
            NoteKey.parse(GOLDEN.object("c2sp_signed_note").text("vkey"));
    private static final String STRANGER = "\u2014 example.com/other Uw2QOkn8srV1yJGh\n";

    private static SignedNote parse(String note) {
        return SignedNote.parse("note", note);
    }

    @Test
    void acceptsTheExampleOfTheSpecification() {
        SignedNote note = parse(NOTE);
        note.requireSignedBy("note", List.of(KEY));
        assertThat(note.text()).isEqualTo("This is an example message.\n");
    }

    @Test
    void acceptsTheNoteOfGo() {
        JsonObject golden = GOLDEN.object("go_sumdb_note");
        SignedNote note =
                parse(golden.text("text") + "\n" + golden.text("signature_line").strip() + "\n");
        assertThatCode(() -> note.requireSignedBy("note", List.of(NoteKey.parse(golden.text("vkey")))))
                .doesNotThrowAnyException();
    }

    @Test
    void signsAsThePythonReferenceDoes() {
        JsonObject golden = GOLDEN.object("checkpoint");
        var pair = SeededKeys.pair(Fixtures.hex(golden.text("ed25519_seed_hex")));
        for (String size : List.of("size0", "size8", "size1000")) {
            assertThat(SignedNote.sign(
                            golden.object(size).text("body"),
                            NoteKey.of(Fixtures.ORIGIN, pair.getPublic()),
                            pair.getPrivate()))
                    .isEqualTo(golden.object(size).text("note"));
        }
    }

    @Test
    void passesOverSignaturesOfOtherKeys() {
        assertThatCode(() -> parse(NOTE + STRANGER.repeat(15)).requireSignedBy("note", List.of(KEY)))
                .doesNotThrowAnyException();
    }

    @Test
    void passesOverTheCosignatureOfAWitness() {
        JsonObject golden = GOLDEN.object("checkpoint");
        String note = golden.object("size8").text("note")
                + GOLDEN.object("cosignature_v1").text("line").strip() + "\n";
        assertThatCode(() -> parse(note).requireSignedBy("note", List.of(NoteKey.parse(golden.text("vkey")))))
                .doesNotThrowAnyException();
    }

    @Test
    void separatesTheTextAtTheLastEmptyLine() {
        assertThat(parse("one\n\n\ntwo\n\n" + STRANGER).text()).isEqualTo("one\n\n\ntwo\n");
    }

    @Test
    void rejectsANoteThatNoKnownKeySigned() {
        assertThatThrownBy(() -> parse("text\n\n" + STRANGER).requireSignedBy("note", List.of(KEY)))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("note: not signed by a known key of [example.com/foo]");
    }

    @Test
    void rejectsAChangedText() {
        assertThatThrownBy(() -> parse(NOTE.replace("example message", "Example message"))
                        .requireSignedBy("note", List.of(KEY)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("the signature of example.com/foo does not fit the text");
    }

    @Test
    void rejectsANoteWithOneFailingSignatureOfAKnownKey() {
        String line = NOTE.substring(NOTE.indexOf('\u2014'));
        String failing = line.replace("NncAlT", "NncBlT");
        assertThat(failing).isNotEqualTo(line);
        assertThatThrownBy(() -> parse(NOTE + failing).requireSignedBy("note", List.of(KEY)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("does not fit the text");
    }

    @Test
    void rejectsASignatureOfAKnownKeyWithAnotherLength() {
        byte[] bytes = {(byte) (KEY.id() >> 24), (byte) (KEY.id() >> 16), (byte) (KEY.id() >> 8), (byte) KEY.id(), 1};
        String note = "text\n\n\u2014 example.com/foo " + StrictBase64.encode(bytes) + "\n";
        assertThatThrownBy(() -> parse(note).requireSignedBy("note", List.of(KEY)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("does not fit the text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "text",
                "text\n",
                "text\n\n",
                "text\n\n\n",
                "text\n\u2014 a AAAAAAA=\n",
                "text\n\n\u2014 a AAAAAAA=",
                "text\n\n- a AAAAAAA=\n",
                "text\n\n\u2014  AAAAAAA=\n",
                "text\n\n\u2014 a\n",
                "text\n\n\u2014 a+b AAAAAAA=\n",
                "text\n\n\u2014 a\u00a0b AAAAAAA=\n",
                "text\n\n\u2014 a AAAA\n",
                "text\n\n\u2014 a AAAAAA\n",
                "text\n\n\u2014 a AAAAAAB=\n",
                "text\n\n\u2014 a AAAAAAA= \n",
                "te\txt\n\n\u2014 a AAAAAAA=\n",
                "te\rxt\n\n\u2014 a AAAAAAA=\n",
                "te\ud800xt\n\n\u2014 a AAAAAAA=\n"
            })
    void rejectsWhatIsNoNote(String note) {
        assertThatThrownBy(() -> parse(note))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("note is no signed note: it ");
    }

    @Test
    void limitsTheNumberOfSignatures() {
        assertThatThrownBy(() -> parse("text\n\n" + STRANGER.repeat(65)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("more than 64 signatures");
    }
}
