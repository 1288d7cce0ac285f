package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTypeTest {

    static Stream<DataType> types() {
        return Stream.of(
                DataType.BOOLEAN,
                DataType.INT64,
                DataType.FLOAT64,
                DataType.STRING,
                DataType.CATEGORY,
                DataType.INSTANT,
                DataType.vector(1),
                DataType.vector(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("types")
    void parseReadsWhatToStringWrites(DataType type) {
        assertThat(DataType.parse(type.toString())).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "float64",
                "VECTOR",
                "VECTOR()",
                "VECTOR(0)",
                "VECTOR(-1)",
                "VECTOR(+3)",
                "VECTOR(03)",
                "VECTOR(x)",
                "VECTOR(3",
                "VECTOR(2147483648)",
                "VECTOR(99999999999999999999)",
                " INT64"
            })
    void parseNamesTheTypesThereAre(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataType.parse(text))
                .withMessage("type must be BOOLEAN, INT64, FLOAT64, STRING, CATEGORY, INSTANT or VECTOR(n) with n >= 1 "
                        + "but was '" + text + "'");
    }

    @Test
    void onlyAVectorHasADimension() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataType(DataType.Kind.INT64, 3))
                .withMessage("dimension must be >= 1 for VECTOR and 0 for any other type but was 3 for INT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataType.vector(0))
                .withMessage("dimension must be >= 1 for VECTOR and 0 for any other type but was 0 for VECTOR");
    }

    @Test
    void booleanIntegerAndFloatingPointAreNumeric() {
        assertThat(types().filter(DataType::isNumeric))
                .containsExactly(DataType.BOOLEAN, DataType.INT64, DataType.FLOAT64);
    }

    @Test
    void stringAndCategoryAreText() {
        assertThat(types().filter(DataType::isText)).containsExactly(DataType.STRING, DataType.CATEGORY);
    }
}
