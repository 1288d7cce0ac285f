package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Digest;

/** Expected values: notes_crypto.json, from the C2SP specification, Go and Python. */
class NoteKeyTest {

    private static final JsonObject GOLDEN = Fixtures.golden("notes_crypto.json");
    private static final String SPECIFICATION =
            GOLDEN.object("c2sp_signed_note").text("vkey");

    @Test
    void writesTheKeyOfTheSpecificationAsItReadIt() {
        assertThat(NoteKey.parse(SPECIFICATION).text()).isEqualTo(SPECIFICATION);
    }

    @Test
    void readsTheKeyOfGo() {
        NoteKey key = NoteKey.parse(GOLDEN.object("go_sumdb_note").text("vkey"));
        assertThat(key.name()).isEqualTo("PeterNeumann");
        assertThat(key.id()).isEqualTo(0xc74f20a3);
    }

    @Test
    void makesTheKeyTextOfASeededKey() {
        JsonObject golden = GOLDEN.object("checkpoint");
        NoteKey key = NoteKey.of(
                Fixtures.ORIGIN,
                SeededKeys.pair(Fixtures.hex(golden.text("ed25519_seed_hex"))).getPublic());
        assertThat(key.text()).isEqualTo(golden.text("vkey"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAA==",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n"
            })
    void refusesWhatIsNoVerifierKey(String text) {
        assertThatThrownBy(() -> NoteKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAKeyThatIsNotOfTheCurve() {
        // y = 2 has no x on edwards25519; the id is SHA-256("a" 0A 01 0200..00), its first four bytes.
        byte[] typed = new byte[33];
        typed[0] = 1;
        typed[1] = 2;
        String id = Digest.of(concat("a\n".getBytes(StandardCharsets.UTF_8), typed))
                .hex()
                .substring(0, 8);
        assertThatThrownBy(() -> NoteKey.parse("a+" + id + "+" + StrictBase64.encode(typed)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no point on the curve");
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
