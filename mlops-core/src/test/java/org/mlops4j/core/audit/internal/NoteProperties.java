package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;

/** Whatever comes in, the parsers answer or throw what they say they throw. */
class NoteProperties {

    private static final JsonObject GOLDEN =
            Fixtures.golden("notes_crypto.json").object("checkpoint");
    private static final String NOTE = GOLDEN.object("size1000").text("note");
    private static final String VKEY = GOLDEN.text("vkey");
    private static final NoteKey KEY = NoteKey.parse(VKEY);

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200),
                Arbitraries.strings().withChars("\n \u2014a+0189AB=/").ofMaxLength(120));
    }

    @Property(tries = 200)
    void rejectsAnyTextThatIsNotSigned(@ForAll("texts") String text) {
        assertThatThrownBy(() -> CheckpointNote.verified("checkpoint", text, List.of(KEY)))
                .isInstanceOf(IntegrityException.class);
    }

    @Property(tries = 200)
    void rejectsAnyBodyWithTheSignatureOfAnother(@ForAll("texts") String text) {
        String signatures = NOTE.substring(NOTE.indexOf("\n\n"));
        assertThatThrownBy(() -> CheckpointNote.verified("checkpoint", text + signatures, List.of(KEY)))
                .isInstanceOf(IntegrityException.class);
    }

    @Property(tries = 200)
    void readsOrRejectsAnyUnsignedBody(@ForAll("texts") String text) {
        try {
            assertThat(CheckpointNote.unverified("checkpoint", text + "\n\u2014 a AAAAAAA=\n")
                            .size())
                    .isNotNegative();
        } catch (IntegrityException e) {
            assertThat(e).hasMessageStartingWith("checkpoint is no ");
        }
    }

    @Property(tries = 200)
    void rejectsAnyFlippedBit(@ForAll @IntRange(min = 0, max = 100_000) int pick) {
        byte[] bytes = NOTE.getBytes(StandardCharsets.UTF_8);
        int bit = pick % (bytes.length * Byte.SIZE);
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        assertThatThrownBy(() ->
                        CheckpointNote.verified("checkpoint", CheckpointNote.text("checkpoint", bytes), List.of(KEY)))
                .isInstanceOf(IntegrityException.class);
    }

    @Property(tries = 200)
    void rejectsAnyCutNote(@ForAll @IntRange(min = 0, max = 100_000) int pick) {
        assertThatThrownBy(() ->
                        CheckpointNote.verified("checkpoint", NOTE.substring(0, pick % NOTE.length()), List.of(KEY)))
                .isInstanceOf(IntegrityException.class);
    }

    @Property(tries = 200)
    void refusesAnyTextThatIsNoVerifierKey(@ForAll("texts") String text) {
        assertThatThrownBy(() -> NoteKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void refusesAnyChangedVerifierKey(@ForAll @IntRange(min = 0, max = 100_000) int pick, @ForAll char other) {
        int at = pick % VKEY.length();
        String changed = VKEY.substring(0, at) + other + VKEY.substring(at + 1);
        if (!changed.equals(VKEY)) {
            assertThatThrownBy(() -> NoteKey.parse(changed)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 50)
    void signsAndReadsAnySizeAndRoot(@ForAll @IntRange(min = 0) int size, @ForAll byte seed) {
        byte[] root = new byte[32];
        root[3] = seed;
        var pair = SeededKeys.pair(new byte[32]);
        NoteKey key = NoteKey.of("example.com/log", pair.getPublic());
        var signed = CheckpointNote.sign(key, pair.getPrivate(), size, root);
        assertThat(CheckpointNote.verified("checkpoint", signed.note(), List.of(key)))
                .isEqualTo(signed);
    }
}
