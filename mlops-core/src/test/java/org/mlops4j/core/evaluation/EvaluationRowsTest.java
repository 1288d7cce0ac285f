package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.data.internal.TableCodec;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Role;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.Cutoffs;

/** An evaluation as a table, through the bytes a registry stores, and back. */
class EvaluationRowsTest {

    private static final Field SCORE = field("p", DataType.FLOAT64, Role.PREDICTION);
    private static final Column LABEL =
            BooleanColumn.of(field("bad", DataType.BOOLEAN, Role.LABEL), new boolean[] {true, false});

    private static Field field(String name, DataType type, Role role) {
        return Field.builder(name, type).roles(role).build();
    }

    /** The same bytes when stored a second time. */
    private static void assertKept(Evaluation evaluation) {
        byte[] stored = TableCodec.encode(evaluation.rows());
        Evaluation read = Evaluation.of(TableCodec.decode("rows", new ByteArrayInputStream(stored)));

        assertThat(TableCodec.encode(read.rows())).isEqualTo(stored);
        assertThat(read.task()).isEqualTo(evaluation.task());
        assertThat(read.classes()).isEqualTo(evaluation.classes());
        for (Metric metric : List.of(Metrics.rocAuc(), Metrics.accuracy())) {
            assertThat(read.estimate(metric)).isEqualTo(evaluation.estimate(metric));
        }
    }

    @Nested
    class Kept {

        @Test
        void scoresOfTwoClasses() {
            assertKept(Golden.breastCancer("pA"));
        }

        @Test
        void everythingARowMayHave() {
            Field region = field("region", DataType.CATEGORY, Role.SLICE);
            Field age = field("age", DataType.INT64, Role.PROTECTED);
            Evaluation evaluation = Evaluation.binary(new boolean[] {true, false}, new double[] {0.7, -0.0})
                    .withClasses("repaid", "defaulted")
                    .withIds("a", "b")
                    .withWeights(0.5, 0)
                    .withSlices(CategoryColumn.of(region, "north", null), Int64Column.of(age, new long[] {30, 40}));

            assertKept(evaluation);
            assertThat(evaluation.rows().schema().names())
                    .containsExactly("id", "label", "score", "weight", "region", "age");
        }

        @Test
        void scoresOfSeveralClasses() {
            assertKept(Golden.multiclass("multi_wine.csv"));
        }

        @Test
        void decisionsBetweenTwoClasses() {
            assertKept(Evaluation.decisions(new boolean[] {true, false, false}, new boolean[] {true, true, false}));
        }

        @Test
        void decisionsBetweenSeveralClasses() {
            assertKept(Evaluation.decisions(new int[] {0, 1, 2}, new int[] {2, 1, 0}, List.of("a", "b", "c")));
        }

        @Test
        void noRows() {
            assertKept(Evaluation.multiclass(new int[0], new double[0][], List.of("a", "b", "c")));
        }
    }

    @Nested
    class Read {

        @Test
        void labelsThatAreZeroOrOne() {
            Table rows = Table.of(
                    Int64Column.of(field("y", DataType.INT64, Role.LABEL), new long[] {0, 1, 1}),
                    Float64Column.of(SCORE, new double[] {0.1, 0.2, 0.3}));

            assertThat(Evaluation.of(rows).label(2)).isEqualTo(1);
        }

        @Test
        void aDecidedClassInText() {
            Field truth = Field.builder("truth", DataType.STRING)
                    .roles(Role.LABEL)
                    .allowed("cat", "dog")
                    .build();
            Table rows = Table.of(
                    StringColumn.of(truth, "dog", "cat"),
                    StringColumn.of(field("said", DataType.STRING, Role.PREDICTION), "dog", "dog"));

            assertThat(Evaluation.of(rows).estimate(Metrics.accuracy()).value()).isEqualTo(0.5);
        }

        @Test
        void cutoffsBesideTheRows() {
            Table rows = Table.of(LABEL, Float64Column.of(SCORE, new double[] {3, -1}));

            assertThat(Evaluation.of(rows, Cutoffs.at(2))
                            .estimate(Metrics.accuracy())
                            .value())
                    .isEqualTo(1);
        }

        @Test
        void notTheFeaturesBeside() {
            Table rows = Table.of(
                    LABEL,
                    Float64Column.of(SCORE, new double[] {0.5, 0.5}),
                    Float64Column.of(Field.of("income", DataType.FLOAT64), new double[] {1, 2}));

            assertThat(Evaluation.of(rows).slices()).isEmpty();
        }

        @Test
        void ofAView() {
            Table rows = Golden.breastCancer("pA").rows();
            int[] reversed = new int[rows.rowCount()];
            for (int i = 0; i < reversed.length; i++) {
                reversed[i] = reversed.length - 1 - i;
            }

            assertThat(Evaluation.of(rows.select(reversed)).id(0))
                    .isEqualTo(Golden.breastCancer("pA").id(284));
        }
    }

    @Nested
    class Refused {

        private void refused(String message, Column... columns) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.of(Table.of(columns)))
                    .withMessageContaining(message);
        }

        @Test
        void rowsWithoutALabel() {
            refused("exactly one field with role LABEL", Float64Column.of(SCORE, new double[] {0.5}));
        }

        @Test
        void rowsWithTwoPredictions() {
            refused(
                    "exactly one field with role PREDICTION but have [p:FLOAT64, q:FLOAT64]",
                    LABEL,
                    Float64Column.of(SCORE, new double[2]),
                    Float64Column.of(field("q", DataType.FLOAT64, Role.PREDICTION), new double[2]));
        }

        @Test
        void rowsWithTwoIds() {
            refused(
                    "at most one field with role ID",
                    LABEL,
                    Float64Column.of(SCORE, new double[2]),
                    StringColumn.of(field("i", DataType.STRING, Role.ID), "a", "b"),
                    StringColumn.of(field("j", DataType.STRING, Role.ID), "a", "b"));
        }

        @Test
        void labelsWhoseClassesAreNotListed() {
            refused(
                    "lists its classes with allowed(...)",
                    StringColumn.of(field("truth", DataType.STRING, Role.LABEL), "dog", "cat"),
                    Float64Column.of(SCORE, new double[2]));
        }

        @Test
        void labelsThatAreMissing() {
            Field truth = Field.builder("truth", DataType.CATEGORY)
                    .roles(Role.LABEL)
                    .allowed("cat", "dog")
                    .build();

            refused(
                    "'truth' must be one of [cat, dog] and not missing, which 1 of 2 rows break: rows [1]",
                    CategoryColumn.of(truth, "dog", null),
                    Float64Column.of(SCORE, new double[2]));
        }

        @Test
        void aSingleScoreForSeveralClasses() {
            Field truth = Field.builder("truth", DataType.CATEGORY)
                    .roles(Role.LABEL)
                    .allowed("a", "b", "c")
                    .build();

            refused("give a VECTOR", CategoryColumn.of(truth, "a", "b"), Float64Column.of(SCORE, new double[2]));
        }

        /** A joined log may hold a feature of this name, such as a body's weight: never weight rows by it unseen. */
        @Test
        void aWeightThatMayBeAFeature() {
            refused(
                    "it may be one of them or the weight of the row",
                    LABEL,
                    Float64Column.of(SCORE, new double[2]),
                    Float64Column.of(Field.of("height", DataType.FLOAT64), new double[] {1.7, 1.8}),
                    Float64Column.of(Field.of("weight", DataType.FLOAT64), new double[] {70, 80}));
        }
    }
}
