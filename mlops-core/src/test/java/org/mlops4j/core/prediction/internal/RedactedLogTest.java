package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.core.profile.internal.BinnedRow;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.RowBuilder;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;

/** What is dropped, bucketed or replaced by a pseudonym stands in no byte of the log. */
class RedactedLogTest {

    private static final String CARD = "4929-1234-5678-9012";
    private static final String MAIL = "ada.lovelace@example.org";
    private static final String MANY = "Großmütterchen";
    private static final String RARE = "Zehnkämpferin";
    private static final double INCOME = 48_151.623_42;
    private static final long AGE = 4_815_162_342L;
    private static final Instant BIRTH = Instant.parse("1987-06-05T04:03:02.000001Z");

    private static final Schema SCHEMA = Schema.of(
            field("card", DataType.STRING, Sensitivity.SECRET),
            field("mail", DataType.STRING, Sensitivity.PERSONAL),
            field("job", DataType.CATEGORY, Sensitivity.PERSONAL),
            field("income", DataType.FLOAT64, Sensitivity.PERSONAL),
            field("age", DataType.INT64, Sensitivity.PERSONAL),
            field("smoker", DataType.BOOLEAN, Sensitivity.PERSONAL),
            field("birth", DataType.INSTANT, Sensitivity.PERSONAL),
            field("face", DataType.vector(2), Sensitivity.PERSONAL),
            field("pin", DataType.INT64, Sensitivity.SECRET),
            field("club", DataType.CATEGORY, Sensitivity.SECRET),
            field("amount", DataType.FLOAT64, Sensitivity.INTERNAL));

    private static final Profile REFERENCE = freeze();

    private final MemoryDirectory directory = new MemoryDirectory();

    private static Field field(String name, DataType type, Sensitivity sensitivity) {
        return Field.builder(name, type).sensitivity(sensitivity).nullable().build();
    }

    private static Row person() {
        RowBuilder row = new RowBuilder(SCHEMA);
        row.text(0, CARD);
        row.text(1, MAIL);
        row.text(2, RARE);
        row.float64(3, INCOME);
        row.int64(4, AGE);
        row.bool(5, true);
        row.instant(6, BIRTH);
        row.vector(7, new double[] {INCOME, -INCOME});
        row.int64(8, AGE);
        row.text(9, MANY);
        row.float64(10, 777.25);
        return row.build();
    }

    /** The reference knows every secret word, some of them as frequent, some as rare ones. */
    private static Profile freeze() {
        TableBuilder table = new TableBuilder(SCHEMA);
        for (int i = 0; i < 5_000; i++) {
            TableBuilder row = table.startRow();
            row.text(0, CARD);
            row.text(1, i % 2 == 0 ? MAIL : "other@example.org");
            row.text(2, i == 0 ? RARE : i % 2 == 0 ? "clerk" : "smith");
            row.float64(3, i * 20.5);
            row.int64(4, i * 2_000_000L);
            row.bool(5, i % 3 == 0);
            row.int64(8, AGE);
            row.text(9, MANY);
            row.float64(10, i);
        }
        return Profiles.reference(table.build());
    }

    private LoggedRow logged(Row row, Profile reference) throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");
        Appender<Row> appender =
                log.appender("credit", 1, Logs.VERSION, List.of(), SCHEMA, Row::writeTo, null, reference);
        appender.append(Logs.id(1), 0, "champion", row, new double[0], 0, -1, 0, null, Map.of());
        log.flush(Logs.SOON);
        try (Stream<PredictionRecord> records = log.scan(PredictionQuery.all())) {
            return (LoggedRow) records.findFirst().orElseThrow().features().orElseThrow();
        } finally {
            log.close(Logs.SOON);
        }
    }

    private boolean contains(byte[] wanted) {
        byte[] file = directory.read("streams/one/000000000001.seg").orElseThrow();
        for (int at = 0; at + wanted.length <= file.length; at++) {
            int same = 0;
            while (same < wanted.length && file[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(String text, Charset charset) {
        return contains(text.getBytes(charset));
    }

    private boolean contains(long bits) {
        return contains(ByteBuffer.allocate(8).putLong(bits).array())
                || contains(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(bits)
                        .array());
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        for (String text : List.of(CARD, MAIL, MANY, RARE, "4815162342", "48151.62342", "1987-06-05")) {
            for (Charset charset :
                    List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
                if (contains(text, charset)) {
                    found.add(text + " in " + charset);
                }
            }
        }
        for (double number : new double[] {INCOME, -INCOME, AGE}) {
            if (contains(Double.doubleToRawLongBits(number))) {
                found.add("bits of " + number);
            }
        }
        for (long number :
                new long[] {AGE, RecordEncoder.micros(BIRTH), BIRTH.toEpochMilli(), BIRTH.getEpochSecond()}) {
            if (contains(number)) {
                found.add("bits of " + number);
            }
        }
        return found;
    }

    @Test
    void noRawValueStandsInAnyByteOfTheSegment() throws IOException {
        logged(person(), REFERENCE);

        assertThat(found()).isEmpty();
        // That what is kept is found shows that the search works.
        assertThat(contains(Double.doubleToRawLongBits(777.25))).isTrue();
        assertThat(contains("amount", StandardCharsets.UTF_8)).isTrue();
    }

    @Test
    void withoutAReferenceNoRawValueStandsInAnyByteEither() throws IOException {
        LoggedRow row = logged(person(), null);

        assertThat(found()).isEmpty();
        assertThat(row.hiddenFields())
                .containsExactly("age", "birth", "card", "club", "face", "income", "job", "mail", "pin", "smoker");
    }

    @Test
    void aRecordOfTheApplicationsOwnIsRedactedBySensitivityToo() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");
        log.logDurably(Logs.builder(1).features(person()).build());
        log.close(Logs.SOON);

        assertThat(found()).isEmpty();
    }

    @Test
    void binsAreThoseOfTheValuesBeforeRedaction() throws IOException {
        LoggedRow row = logged(person(), REFERENCE);
        CategoryBins mails =
                (CategoryBins) REFERENCE.column("mail").orElseThrow().bins();
        CategoryBins jobs = (CategoryBins) REFERENCE.column("job").orElseThrow().bins();
        NumericBins incomes =
                (NumericBins) REFERENCE.column("income").orElseThrow().bins();

        assertThat(row.hiddenFields()).containsExactly("birth", "card", "club", "face", "pin");
        assertThat(row.bin(0)).isEqualTo(BinnedRow.NO_BIN);
        assertThat(row.bin(1)).isEqualTo(mails.binOf(MAIL));
        assertThat(row.bin(2)).isEqualTo(jobs.binOf(RARE));
        assertThat(row.bin(3)).isEqualTo(incomes.binOf(INCOME));
        assertThat(row.bin(10)).isEqualTo(BinnedRow.NO_BIN);
    }

    @Test
    void aBucketedNumberIsReadAsOneOfItsBinAndAPseudonymStandsForTheText() throws IOException {
        LoggedRow row = logged(person(), REFERENCE);
        NumericBins incomes =
                (NumericBins) REFERENCE.column("income").orElseThrow().bins();
        NumericBins ages = (NumericBins) REFERENCE.column("age").orElseThrow().bins();

        assertThat(row.isNull(0)).isTrue();
        assertThat(row.text(1)).matches("p1:[A-Za-z0-9_-]{22}");
        assertThat(row.text(2)).isEqualTo("never seen");
        assertThat(incomes.binOf(row.number(3))).isEqualTo(incomes.binOf(INCOME));
        assertThat(ages.binOf(row.int64(4))).isEqualTo(ages.binOf(AGE));
        assertThat(row.bool(5)).isTrue();
        assertThat(row.isNull(6)).isTrue();
        assertThat(row.vector(7)).isNull();
        assertThat(row.number(10)).isEqualTo(777.25);
    }

    @Test
    void aMissingValueIsCountedAsMissing() throws IOException {
        LoggedRow row = logged(new RowBuilder(SCHEMA).build(), REFERENCE);

        for (int i = 0; i < SCHEMA.size(); i++) {
            assertThat(row.isNull(i)).as(SCHEMA.field(i).name()).isTrue();
        }
        for (String name : List.of("mail", "job", "income", "age", "smoker")) {
            assertThat(row.bin(SCHEMA.requireIndex(name)))
                    .as(name)
                    .isEqualTo(REFERENCE.column(name).orElseThrow().bins().nullBin());
        }
    }

    /** The ends of the reference: what lies outside is read as a value outside, of the field's type. */
    @Test
    void aBucketedValueOutsideTheReferenceIsReadAsOneOutside() throws IOException {
        for (boolean below : new boolean[] {true, false}) {
            RowBuilder outside = new RowBuilder(SCHEMA);
            outside.float64(3, below ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            outside.int64(4, below ? -1 : Long.MAX_VALUE);
            LoggedRow row = logged(outside.build(), REFERENCE);
            NumericBins incomes =
                    (NumericBins) REFERENCE.column("income").orElseThrow().bins();
            NumericBins ages =
                    (NumericBins) REFERENCE.column("age").orElseThrow().bins();

            assertThat(row.bin(3)).isEqualTo(below ? incomes.underflowBin() : incomes.overflowBin());
            assertThat(incomes.binOf(row.number(3))).isEqualTo(row.bin(3));
            assertThat(Double.isFinite(row.number(3))).isTrue();
            assertThat(row.bin(4)).isEqualTo(below ? ages.underflowBin() : ages.overflowBin());
            assertThat(ages.binOf(row.int64(4))).isEqualTo(row.bin(4));
            directory.delete("streams/one/000000000001.seg");
        }
    }

    @Test
    void aBucketedNotANumberIsReadAsThat() throws IOException {
        RowBuilder odd = new RowBuilder(SCHEMA);
        odd.float64(3, Double.NaN);
        LoggedRow row = logged(odd.build(), REFERENCE);

        assertThat(row.isNull(3)).isFalse();
        assertThat(row.number(3)).isNaN();
    }

    @Test
    void whatWasDoneToEachFieldIsKnownToTheLog() throws IOException {
        logged(person(), REFERENCE);

        assertThat(StreamReader.open(directory).actions(Logs.VERSION))
                .containsEntry("card", List.of(RedactionAction.Kind.DROP))
                .containsEntry("mail", List.of(RedactionAction.Kind.PSEUDONYM))
                .containsEntry("job", List.of(RedactionAction.Kind.BUCKET))
                .containsEntry("amount", List.of(RedactionAction.Kind.KEEP));
    }
}
