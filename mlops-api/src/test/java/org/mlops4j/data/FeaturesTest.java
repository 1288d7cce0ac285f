package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeaturesTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("amount", DataType.FLOAT64),
            Field.of("country", DataType.CATEGORY),
            Field.of("term", DataType.INT64));

    private static final Schema ALL = Schema.of(
            Field.of("amount", DataType.FLOAT64),
            Field.of("income", DataType.FLOAT64),
            Field.of("term", DataType.INT64),
            Field.of("children", DataType.INT64),
            Field.of("secured", DataType.BOOLEAN),
            Field.of("day", DataType.CATEGORY),
            Field.of("note", DataType.STRING),
            Field.of("at", DataType.INSTANT),
            Field.of("embedding", DataType.vector(2)));

    /** Not a record, so that only the given functions can read it. */
    private static final class Loan {

        double amount() {
            return 1000;
        }

        @Nullable
        Double income() {
            return null;
        }

        long term() {
            return 24;
        }

        Integer children() {
            return 2;
        }

        boolean secured() {
            return true;
        }

        DayOfWeek day() {
            return DayOfWeek.MONDAY;
        }

        String country() {
            return "DE";
        }

        String note() {
            return "first loan";
        }

        Instant at() {
            return Instant.EPOCH;
        }

        double[] embedding() {
            return new double[] {1, 2};
        }
    }

    /** That this compiles is the test: the first reader fixes the application's type without naming it. */
    @Test
    void firstReaderFixesTheTypeByInference() {
        Features<Loan> features =
                Features.of(SCHEMA).number("amount", Loan::amount).category("country", Loan::country);

        assertThat(features.row(new Loan()).number(0)).isEqualTo(1000);
    }

    @Test
    void anIntegerOrACategoryMayBeFirst() {
        Features<Loan> byInteger = Features.of(SCHEMA).integer("term", Loan::term);
        Features<Loan> byCategory = Features.of(SCHEMA).category("country", Loan::country);

        assertThat(byInteger.row(new Loan()).int64(2)).isEqualTo(24);
        assertThat(byCategory.row(new Loan()).text(1)).isEqualTo("DE");
    }

    @Test
    void everyTypeHasAReader() {
        Row row = all().row(new Loan());

        assertThat(row.number(0)).isEqualTo(1000);
        assertThat(row.isNull(1)).isTrue();
        assertThat(row.int64(2)).isEqualTo(24);
        assertThat(row.int64(3)).isEqualTo(2);
        assertThat(row.bool(4)).isTrue();
        assertThat(row.text(5)).isEqualTo("MONDAY");
        assertThat(row.text(6)).isEqualTo("first loan");
        assertThat(row.instant(7)).isEqualTo(Instant.EPOCH);
        assertThat(row.vector(8)).containsExactly(1, 2);
    }

    @Test
    void nullFromAnyReaderIsMissing() {
        Row row = Features.of(ALL)
                .from(Loan.class)
                .numberOrMissing("income", loan -> null)
                .numberOrMissing("children", loan -> null)
                .category("day", loan -> null)
                .text("note", loan -> null)
                .instant("at", loan -> null)
                .vector("embedding", loan -> null)
                .row(new Loan());

        assertThat(List.of(row.isNull(1), row.isNull(3), row.isNull(5), row.isNull(6), row.isNull(7), row.isNull(8)))
                .containsOnly(true);
    }

    @Test
    void numberOrMissingReadsEitherNumericType() {
        Row row = Features.of(ALL)
                .from(Loan.class)
                .numberOrMissing("income", loan -> 7)
                .numberOrMissing("children", loan -> 8L)
                .row(new Loan());

        assertThat(row.number(1)).isEqualTo(7);
        assertThat(row.int64(3)).isEqualTo(8);
    }

    @Test
    void nanIsAValue() {
        Row row =
                Features.of(SCHEMA).number("amount", (Loan loan) -> Double.NaN).row(new Loan());

        assertThat(row.isNull(0)).isFalse();
        assertThat(row.number(0)).isNaN();
    }

    @Test
    void readersAreCalledInSchemaOrderWhateverTheirOrder() {
        List<String> order = new ArrayList<>();
        Features<Loan> features = Features.of(SCHEMA)
                .integer("term", (Loan loan) -> {
                    order.add("term");
                    return 1;
                })
                .number("amount", loan -> {
                    order.add("amount");
                    return 1;
                });
        features.row(new Loan());

        assertThat(order).containsExactly("amount", "term");
    }

    @Test
    void eachCallGivesANewMapping() {
        Features<Loan> first = Features.of(SCHEMA).number("amount", Loan::amount);
        first.integer("term", Loan::term);

        assertThat(first.row(new Loan()).isNull(2)).isTrue();
    }

    @Test
    void aRowIsIndependentOfItsSource() {
        double[] embedding = {1, 2};
        Row row = Features.of(ALL)
                .from(Loan.class)
                .vector("embedding", loan -> embedding)
                .row(new Loan());
        embedding[0] = 9;

        assertThat(row.vector(8)).containsExactly(1, 2);
    }

    @Test
    void requireCompleteNamesEveryFieldThatIsNotRead() {
        Features<Loan> half = Features.of(SCHEMA).category("country", Loan::country);

        assertThatIllegalArgumentException()
                .isThrownBy(half::requireComplete)
                .withMessage("features must read every field of the schema but leave out [amount, term]; add a reader "
                        + "for each or leave the field out of the schema");
    }

    @Test
    void requireCompleteGivesACompleteMappingBack() {
        Features<Loan> complete = all();

        assertThat(complete.requireComplete()).isSameAs(complete);
    }

    @Test
    void aFieldOfAnotherTypeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Features.of(SCHEMA).number("term", Loan::term))
                .withMessage("field 'term' is INT64 and cannot be read as FLOAT64");
    }

    @Test
    void aFieldThatDoesNotExistIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Features.of(SCHEMA).number("amonut", Loan::amount))
                .withMessage("no field 'amonut' in the schema; it has [amount, country, term]");
    }

    @Test
    void aSecondReaderOfAFieldIsRefused() {
        Features<Loan> once = Features.of(SCHEMA).number("amount", Loan::amount);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> once.number("amount", Loan::amount))
                .withMessage("field 'amount' already has a reader");
    }

    static Stream<Consumer<Features<Loan>>> readersLeftOut() {
        return Stream.of(
                features -> features.number("amount", null),
                features -> features.numberOrMissing("income", null),
                features -> features.integer("term", null),
                features -> features.flag("secured", null),
                features -> features.category("day", null),
                features -> features.text("note", null),
                features -> features.instant("at", null),
                features -> features.vector("embedding", null));
    }

    @ParameterizedTest
    @MethodSource("readersLeftOut")
    void aReaderLeftOutIsRefusedAtOnce(Consumer<Features<Loan>> add) {
        Features<Loan> features = Features.of(ALL).from(Loan.class);

        assertThatNullPointerException().isThrownBy(() -> add.accept(features)).withMessage("reader");
    }

    @Test
    void aMappingWithoutNameIsUnnamed() {
        assertThat(Features.of(SCHEMA).number("amount", Loan::amount).name()).isEqualTo("unnamed");
    }

    @Test
    void aMappingFromAClassHasItsName() {
        assertThat(Features.of(SCHEMA)
                        .from(Loan.class)
                        .number("amount", Loan::amount)
                        .name())
                .isEqualTo(Loan.class.getName());
    }

    @Test
    void aGivenNameStaysWhenReadersAreAdded() {
        Features<Loan> named = Features.of(SCHEMA).from(Loan.class).named("loan-features-2");

        assertThat(named.number("amount", Loan::amount)
                        .category("country", Loan::country)
                        .name())
                .isEqualTo("loan-features-2");
    }

    @Test
    void aBlankNameIsRefused() {
        Features<Loan> features = Features.of(SCHEMA).from(Loan.class);

        assertThatIllegalArgumentException().isThrownBy(() -> features.named(" "));
    }

    @Test
    void aMappingOfARecordHasItsNameAndIsComplete() {
        record Point(double x, double y) {}
        Features<Point> features = Features.of(Point.class).requireComplete();

        assertThat(features.name()).isEqualTo(Point.class.getName());
        assertThat(Table.of(List.of(new Point(1, 2), new Point(3, 4)), features)
                        .column("y")
                        .toNumbers())
                .containsExactly(2, 4);
    }

    private static Features<Loan> all() {
        return Features.of(ALL)
                .from(Loan.class)
                .number("amount", Loan::amount)
                .numberOrMissing("income", Loan::income)
                .integer("term", Loan::term)
                .numberOrMissing("children", Loan::children)
                .flag("secured", Loan::secured)
                .category("day", Loan::day)
                .text("note", Loan::note)
                .instant("at", Loan::at)
                .vector("embedding", Loan::embedding);
    }
}
