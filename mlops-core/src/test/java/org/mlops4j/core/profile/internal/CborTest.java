package org.mlops4j.core.profile.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Table;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.profile.Profile;

class CborTest {

    private static final HexFormat HEX = HexFormat.of();

    private static final Profile PROFILE = Profiles.of(Table.of(
            Float64Column.of(Field.of("x", DataType.FLOAT64), new double[] {1, -2.5, Double.NaN}),
            CategoryColumn.of(Field.of("w", DataType.CATEGORY), "a", "ü", "a")));

    /** RFC 8949, appendix A, behind the tag 55799. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|00",
                "23|17",
                "24|1818",
                "100|1864",
                "1000|1903e8",
                "1000000|1a000f4240",
                "1000000000000|1b000000e8d4a51000",
                "-1|20",
                "-100|3863",
                "-1000|3903e7",
                "1.1|fb3ff199999999999a",
                "1.0e+300|fb7e37e43c8800759c",
                "-4.1|fbc010666666666666",
                "false|f4",
                "true|f5",
                "null|f6",
                "\"\"|60",
                "\"IETF\"|6449455446",
                "\"ü\"|62c3bc",
                "[]|80",
                "[1,[2,3],[4,5]]|8301820203820405",
                "{}|a0",
                "{\"a\":1,\"b\":[2,3]}|a26161016162820203"
            })
    void valuesAreWrittenAsTheStandardSays(String json, String hex) {
        Object value = Json.parse(json);
        byte[] bytes = value == null ? HEX.parseHex("d9d9f7f6") : Cbor.write(value);
        assertThat(HEX.formatHex(bytes)).isEqualTo("d9d9f7" + hex);
        assertThat(Cbor.parse(bytes)).isEqualTo(value);
    }

    @Test
    void profileIsReadBack() {
        byte[] bytes = ProfileJson.toBytes(PROFILE);
        assertThat(ProfileJson.read("p", bytes)).isEqualTo(PROFILE);
        assertThat(ProfileJson.read("p", Json.canonical(ProfileJson.write(PROFILE))))
                .isEqualTo(PROFILE);
    }

    @Test
    void profileCutAnywhereIsRefused() {
        byte[] bytes = ProfileJson.toBytes(PROFILE);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ProfileJson.read("p.bin", cut))
                    .isInstanceOf(MlopsException.class)
                    .hasMessageContaining("p.bin");
        }
    }

    @Test
    void damagedProfileIsReadOrRefusedButNoOtherErrorComes() {
        byte[] bytes = ProfileJson.toBytes(PROFILE);
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x55;
            try {
                ProfileJson.read("p.bin", damaged);
            } catch (MlopsException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(bytes.length / 2);
    }

    @Test
    void newerFormatIsRefusedInBothForms() {
        Map<String, Object> json = new LinkedHashMap<>(ProfileJson.write(PROFILE));
        json.put("format", 2);
        for (byte[] bytes : List.of(Cbor.write(json), Json.canonical(json))) {
            assertThatThrownBy(() -> ProfileJson.read("p", bytes))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageContaining("format 2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d9d9f79f01ff", // indefinite length
                "d9d9f74101", // bytes
                "d9d9f7c100", // a tag
                "d9d9f7f93c00", // a 16-bit number
                "d9d9f70000", // two values
                "d9d9f71bffffffffffffffff", // 2^64 - 1
                "d9d9f79affffffff", // a list longer than the document
                "d9d9f7a2616101616102", // one name twice
                "d9d9f7a10102", // a name that is no text
                "d9d9f761ff" // a text that is not UTF-8
            })
    void whatProfilesDoNotUseIsRefused(String hex) {
        assertThatThrownBy(() -> Cbor.parse(HEX.parseHex(hex)))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("malformed CBOR");
    }

    @Test
    void deepNestingIsRefused() {
        byte[] deep = new byte[10_000];
        Arrays.fill(deep, (byte) 0x81);
        assertThatThrownBy(() -> Cbor.parse(deep)).isInstanceOf(JsonException.class);
    }
}
