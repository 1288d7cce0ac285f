package org.mlops4j.core.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;

class SchemaJsonTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("plain", DataType.FLOAT64),
            Field.builder("age", DataType.INT64)
                    .roles(Role.PROTECTED, Role.FEATURE)
                    .nullable()
                    .range(18, Double.POSITIVE_INFINITY)
                    .sensitivity(Sensitivity.PERSONAL)
                    .build(),
            Field.builder("job", DataType.CATEGORY).allowed("free", "fixed").build(),
            Field.builder("at", DataType.INSTANT)
                    .roles(Role.TIMESTAMP)
                    .zone(ZoneId.of("Europe/Berlin"))
                    .build(),
            Field.of("v", DataType.vector(3)));

    @Test
    void whatHasItsDefaultIsLeftOut() {
        assertThat(new String(Json.canonical(SchemaJson.write(SCHEMA)), StandardCharsets.UTF_8))
                .isEqualTo("{\"fields\":[{\"name\":\"plain\",\"type\":\"FLOAT64\"},"
                        + "{\"min\":18,\"name\":\"age\",\"nullable\":true,\"roles\":[\"FEATURE\",\"PROTECTED\"],"
                        + "\"sensitivity\":\"PERSONAL\",\"type\":\"INT64\"},"
                        + "{\"allowed\":[\"free\",\"fixed\"],\"name\":\"job\",\"type\":\"CATEGORY\"},"
                        + "{\"name\":\"at\",\"roles\":[\"TIMESTAMP\"],\"type\":\"INSTANT\",\"zone\":\"Europe/Berlin\"},"
                        + "{\"name\":\"v\",\"type\":\"VECTOR(3)\"}]}");
    }

    @Test
    void isReadBack() {
        assertThat(read(Json.write(SchemaJson.write(SCHEMA)))).isEqualTo(SCHEMA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | schema.fields must be a list but is missing",
                "{\"fields\":[],\"field\":1} | schema has unknown members [field]",
                "{\"fields\":[{\"type\":\"INT64\"}]} | schema.fields[0].name must be a string but is missing",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INT\"}]} | field 'x': ",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INT64\",\"role\":\"ID\"}]} | has unknown members [role]",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INT64\",\"roles\":[\"KEY\"]}]} | field 'x': ",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INT64\",\"roles\":[]}]} | must have at least one role",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INT64\",\"min\":2,\"max\":1}]} | must have lowest <= highest",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"STRING\",\"min\":2}]} | only a numeric field has a range",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INT64\",\"allowed\":[\"1\"]}]} | only a STRING or CATEGORY",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INSTANT\",\"zone\":\"Mars/Base\"}]} | field 'x': ",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INT64\",\"sensitivity\":\"HIGH\"}]} | must be one of [PUBLIC",
                "{\"fields\":[{\"name\":\"x\",\"type\":\"INT64\"},{\"name\":\"x\",\"type\":\"INT64\"}]} | schema: ",
            })
    void whatIsWrongIsNamed(String json, String message) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read(json))
                .withMessageContaining(message.strip());
    }

    private static Schema read(String json) {
        return SchemaJson.read(Json.parseObject("schema", json.getBytes(StandardCharsets.UTF_8)));
    }
}
