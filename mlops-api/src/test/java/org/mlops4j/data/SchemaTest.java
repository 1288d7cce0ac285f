package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private static final Field AMOUNT = Field.of("amount", DataType.FLOAT64);
    private static final Field AGE = Field.builder("age", DataType.INT64)
            .roles(Role.FEATURE, Role.PROTECTED)
            .build();
    private static final Field LABEL =
            Field.builder("label", DataType.BOOLEAN).roles(Role.LABEL).build();
    private static final Schema SCHEMA = Schema.of(AMOUNT, AGE, LABEL);

    @Test
    void findsFieldsByNameAndPosition() {
        assertThat(SCHEMA.field("age")).isSameAs(SCHEMA.field(1)).isSameAs(AGE);
    }

    @Test
    void knowsThePositionOfAName() {
        assertThat(SCHEMA.indexOf("label")).hasValue(2);
        assertThat(SCHEMA.indexOf("Label")).isEmpty();
    }

    @Test
    void requireIndexNamesTheFieldsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SCHEMA.requireIndex("income"))
                .withMessage("no field 'income' in the schema; it has [amount, age, label]");
    }

    @Test
    void positionsOutsideAreRefused() {
        assertThatThrownBy(() -> SCHEMA.field(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void namesMustBeUnique() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SCHEMA.plus(Field.of("age", DataType.STRING)))
                .withMessage("field names must be unique but 'age' stands at 1 and at 3");
    }

    @Test
    void aFieldMayHaveSeveralRoles() {
        assertThat(SCHEMA.withRole(Role.PROTECTED)).containsExactly(AGE);
        assertThat(SCHEMA.withRole(Role.FEATURE)).containsExactly(AMOUNT, AGE);
    }

    @Test
    void onlyIsEmptyForNoneAndForMany() {
        assertThat(SCHEMA.only(Role.LABEL)).contains(LABEL);
        assertThat(SCHEMA.only(Role.ID)).isEmpty();
        assertThat(SCHEMA.only(Role.FEATURE)).isEmpty();
    }

    @Test
    void filterKeepsTheOrder() {
        assertThat(SCHEMA.filter(field -> field.type().isNumeric() && field != AGE)
                        .names())
                .containsExactly("amount", "label");
    }

    @Test
    void orderIsPartOfASchema() {
        assertThat(Schema.of(AGE, AMOUNT)).isNotEqualTo(Schema.of(AMOUNT, AGE));
    }

    @Test
    void equalFieldsMakeEqualSchemas() {
        Schema same =
                Schema.of(Field.of("amount", DataType.FLOAT64), AGE.toBuilder().build(), LABEL);

        assertThat(same).isEqualTo(SCHEMA).hasSameHashCodeAs(SCHEMA);
    }

    @Test
    void sourceListIsCopied() {
        List<Field> fields = new ArrayList<>(List.of(AMOUNT));
        Schema schema = Schema.of(fields);
        fields.add(AGE);

        assertThat(schema.size()).isOne();
    }

    @Test
    void toStringShowsNamesAndTypes() {
        assertThat(SCHEMA).hasToString("[amount:FLOAT64, age:INT64, label:BOOLEAN]");
    }
}
