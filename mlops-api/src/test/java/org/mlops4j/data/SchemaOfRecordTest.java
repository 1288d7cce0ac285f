package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaOfRecordTest {

    /** Public, so that a record of another class loader sees it. */
    public enum Job {
        SALARIED,
        FREE {
            @Override
            String pay() {
                return "invoice";
            }
        };

        String pay() {
            return "wage";
        }
    }

    private record Everything(
            boolean flag,
            byte tiny,
            short small,
            int medium,
            long large,
            float single,
            double number,
            String note,
            @SchemaField(category = true) String country,
            Job job,
            Instant at,
            @SchemaField(dimension = 2) double[] embedding) {}

    private record Boxes(
            Boolean flag, Byte tiny, Short small, Integer medium, Long large, Float single, Double number) {}

    private record Optionals(
            String note,
            @Nullable String maybeNote,
            Job job,
            @Nullable Job maybeJob,
            @SchemaField(dimension = 1) double @Nullable [] vector) {}

    private record Annotated(
            @SchemaField(
                    name = "age_years",
                    roles = {Role.FEATURE, Role.PROTECTED},
                    sensitivity = Sensitivity.PERSONAL,
                    min = 18,
                    max = 120)
            int age,

            @SchemaField(
                    category = true,
                    allowed = {"DE", "FR"})
            String country,

            @SchemaField(allowed = "FREE") Job job,
            @SchemaField(min = 0) double amount) {}

    private static final Everything VALUES = new Everything(
            true,
            (byte) 1,
            (short) 2,
            3,
            1L << 60,
            0.5f,
            Math.PI,
            "note",
            "DE",
            Job.FREE,
            Instant.parse("2026-11-23T08:00:00.123456Z"),
            new double[] {1, 2});

    @Test
    void everyComponentTypeHasAField() {
        assertThat(Schema.of(Everything.class))
                .hasToString("[flag:BOOLEAN, tiny:INT64, small:INT64, medium:INT64, large:INT64, single:FLOAT64, "
                        + "number:FLOAT64, note:STRING, country:CATEGORY, job:CATEGORY, at:INSTANT, "
                        + "embedding:VECTOR(2)]");
    }

    @Test
    void everyComponentOfAPrivateRecordIsRead() {
        Row row = Features.of(Everything.class).row(VALUES);

        assertThat(row.bool(0)).isTrue();
        assertThat(List.of(row.int64(1), row.int64(2), row.int64(3), row.int64(4)))
                .containsExactly(1L, 2L, 3L, 1L << 60);
        assertThat(List.of(row.number(5), row.number(6))).containsExactly(0.5, Math.PI);
        assertThat(List.of(row.text(7), row.text(8), row.text(9))).containsExactly("note", "DE", "FREE");
        assertThat(row.instant(10)).isEqualTo(VALUES.at());
        assertThat(row.vector(11)).containsExactly(1, 2);
    }

    @Test
    void boxedComponentsAreNullable() {
        assertThat(Schema.of(Boxes.class))
                .hasToString("[flag:BOOLEAN?, tiny:INT64?, small:INT64?, medium:INT64?, large:INT64?, "
                        + "single:FLOAT64?, number:FLOAT64?]");
    }

    @Test
    void boxedComponentsAreRead() {
        Row row = Features.of(Boxes.class).row(new Boxes(true, (byte) 1, (short) 2, 3, 4L, 0.5f, 0.25));

        assertThat(row.bool(0)).isTrue();
        assertThat(List.of(row.int64(1), row.int64(2), row.int64(3), row.int64(4)))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(List.of(row.number(5), row.number(6))).containsExactly(0.5, 0.25);
    }

    @Test
    void nullInABoxIsMissing() {
        Row row = Features.of(Boxes.class).row(new Boxes(null, null, null, null, null, null, null));

        assertThat(Schema.of(Boxes.class).fields())
                .allMatch(field -> row.isNull(row.schema().requireIndex(field.name())));
    }

    @Test
    void onlyComponentsAnnotatedNullableAreNullable() {
        assertThat(Schema.of(Optionals.class))
                .hasToString("[note:STRING, maybeNote:STRING?, job:CATEGORY, maybeJob:CATEGORY?, vector:VECTOR(1)?]");
    }

    @Test
    void nullReferencesAreMissing() {
        Row row = Features.of(Optionals.class).row(new Optionals(null, null, null, null, null));

        assertThat(List.of(row.isNull(0), row.isNull(1), row.isNull(2), row.isNull(3), row.isNull(4)))
                .containsOnly(true);
    }

    @Test
    void constantsOfAnEnumAreTheAllowedWordsEvenWithBodies() {
        assertThat(Schema.of(Everything.class).field("job").allowed()).containsExactly("SALARIED", "FREE");
    }

    @Test
    void annotationGivesNameRolesSensitivityAndRange() {
        assertThat(Schema.of(Annotated.class).field("age_years"))
                .isEqualTo(Field.builder("age_years", DataType.INT64)
                        .roles(Role.FEATURE, Role.PROTECTED)
                        .sensitivity(Sensitivity.PERSONAL)
                        .range(18, 120)
                        .build());
    }

    @Test
    void annotationGivesAllowedWords() {
        assertThat(Schema.of(Annotated.class).field("country").allowed()).containsExactly("DE", "FR");
        assertThat(Schema.of(Annotated.class).field("job").allowed()).containsExactly("FREE");
    }

    @Test
    void annotationMayBoundOneSideOnly() {
        Field amount = Schema.of(Annotated.class).field("amount");

        assertThat(amount.min()).isZero();
        assertThat(amount.max()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aComponentOfAnotherTypeIsNamedWithWhatToDo() {
        record Priced(BigDecimal price) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.of(Priced.class))
                .withMessageStartingWith("component 'price' of " + Priced.class.getName() + " must be a boolean,")
                .withMessageEndingWith("but is java.math.BigDecimal; map such a type with Features.of(schema)");
    }

    @Test
    void anArrayWithoutDimensionIsRefused() {
        record Embedded(double[] vector) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.of(Embedded.class))
                .withMessageContaining("a double[] with @SchemaField(dimension = n), but is [D");
    }

    @Test
    void aVectorOfAnotherLengthThanAnnotatedIsRefused() {
        record Embedded(@SchemaField(dimension = 2) double[] vector) {}
        Features<Embedded> features = Features.of(Embedded.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> features.row(new Embedded(new double[3])))
                .withMessage("vector of 'vector' must have 2 components but has 3");
    }

    @Test
    void aRangeOnATextIsRefused() {
        record Wrong(@SchemaField(min = 1) String text) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.of(Wrong.class))
                .withMessage("only a numeric field has a range but 'text' is STRING");
    }

    @Test
    void noRolesAreRefused() {
        record Wrong(@SchemaField(roles = {}) int x) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.of(Wrong.class))
                .withMessage("field 'x' must have at least one role but had none");
    }

    @Test
    void twoComponentsOfOneNameAreRefused() {
        record Wrong(@SchemaField(name = "b") int a, int b) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.of(Wrong.class))
                .withMessageContaining("'b' stands at 0 and at 1");
    }

    @Test
    void genericComponentsAreReadByTheirErasure() {
        record Box<T>(T content) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.of(Box.class))
                .withMessageContaining("but is java.lang.Object");
    }

    @Test
    void anAccessorOfTheRecordsOwnIsUsed() {
        record Rounded(double amount) {
            @Override
            public double amount() {
                return Math.rint(amount);
            }
        }

        assertThat(Features.of(Rounded.class).row(new Rounded(1.7)).number(0)).isEqualTo(2);
    }

    @Test
    void aRecordWithoutComponentsHasNoFields() {
        record Empty() {}

        assertThat(Schema.of(Empty.class).size()).isZero();
    }

    /** Applications are often loaded by another class loader than their libraries. */
    @Test
    void readsARecordOfAnotherClassLoader() throws Exception {
        Class<?> theirs = new ClassLoader(getClass().getClassLoader()) {
            Class<?> define(Class<?> type) throws IOException {
                try (InputStream in =
                        type.getResourceAsStream("SchemaOfRecordTest$" + type.getSimpleName() + ".class")) {
                    byte[] code = in.readAllBytes();
                    return defineClass(type.getName(), code, 0, code.length);
                }
            }
        }.define(Everything.class);
        Constructor<?> constructor = theirs.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object values = constructor.newInstance(
                VALUES.flag(),
                VALUES.tiny(),
                VALUES.small(),
                VALUES.medium(),
                VALUES.large(),
                VALUES.single(),
                VALUES.number(),
                VALUES.note(),
                VALUES.country(),
                VALUES.job(),
                VALUES.at(),
                VALUES.embedding());

        assertThat(theirs).isNotEqualTo(Everything.class);
        assertThat(valuesOf(rowOf(theirs.asSubclass(Record.class), values)))
                .isEqualTo(List.of(true, 1L, 2L, 3L, 1L << 60, 0.5, Math.PI, "note", "DE", "FREE", VALUES.at(), 1.0));
    }

    private static List<Object> valuesOf(Row row) {
        return List.of(
                row.bool(0),
                row.int64(1),
                row.int64(2),
                row.int64(3),
                row.int64(4),
                row.number(5),
                row.number(6),
                row.text(7),
                row.text(8),
                row.text(9),
                row.instant(10),
                row.vector(11)[0]);
    }

    private static <R extends Record> Row rowOf(Class<R> type, Object values) {
        return Features.of(type).row(type.cast(values));
    }
}
