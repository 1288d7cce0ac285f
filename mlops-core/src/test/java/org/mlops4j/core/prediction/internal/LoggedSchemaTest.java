package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.privacy.internal.HmacKeys;
import org.mlops4j.core.privacy.internal.Redactor;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;

class LoggedSchemaTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("kept", DataType.CATEGORY),
            Field.of("dropped", DataType.CATEGORY),
            Field.of("bucket", DataType.CATEGORY),
            Field.of("number", DataType.FLOAT64),
            Field.of("pseudonym", DataType.CATEGORY),
            Field.of("uncounted", DataType.INT64));

    private static final RedactionRules RULES = RedactionRules.of(SCHEMA)
            .with("dropped", RedactionAction.drop())
            .with("bucket", RedactionAction.bucket())
            .with("number", RedactionAction.bucket())
            .with("pseudonym", RedactionAction.pseudonym("subject"))
            .with("uncounted", RedactionAction.bucket());

    private static LoggedSchema schema() {
        CategoryBins words = CategoryBins.of(List.of("frequent"), List.of("rare-word"), 0.25);
        NumericBins numbers = NumericBins.of(new double[] {0, 1}, new double[] {0.5});
        Profile reference = Profile.of(
                0, List.of(column(0, words), column(1, words), column(2, words), column(3, numbers), column(4, words)));
        return LoggedSchema.of(
                "credit",
                3,
                Logs.VERSION,
                List.of("good", "bad"),
                SCHEMA,
                Redactor.compile(SCHEMA, RULES, reference, new HmacKeys()));
    }

    private static ColumnProfile column(int field, Bins bins) {
        return ColumnProfile.of(SCHEMA.field(field), bins, new long[bins.size()], Moments.EMPTY);
    }

    @Test
    void isReadAsItWasWritten() {
        byte[] json = Json.canonical(schema().toJson());

        assertThat(LoggedSchema.fromJson(Json.parseObject("schema", json))).isEqualTo(schema());
    }

    @Test
    void keepsTheWordsOfFieldsUnderBucketOnlyAndOfThoseNoRareOne() {
        String json = new String(Json.canonical(schema().toJson()), StandardCharsets.UTF_8);

        assertThat(json).containsOnlyOnce("frequent").doesNotContain("rare-word");
        assertThat(schema().bins().get(2)).isEqualTo(CategoryBins.of(List.of("frequent"), List.of()));
    }

    @Test
    void aFieldWithoutValueAndBinIsHidden() {
        assertThat(schema().hiddenFields()).containsExactly("dropped", "uncounted");
        assertThat(schema().actions())
                .containsExactly(
                        RedactionAction.Kind.KEEP,
                        RedactionAction.Kind.DROP,
                        RedactionAction.Kind.BUCKET,
                        RedactionAction.Kind.BUCKET,
                        RedactionAction.Kind.PSEUDONYM,
                        RedactionAction.Kind.DROP);
    }

    @Test
    void aSchemaWithoutRulesKeepsNothingBecauseNothingIsLogged() {
        LoggedSchema empty = LoggedSchema.of("credit", 1, Logs.VERSION, List.of(), Schema.of(), null);

        assertThat(empty.hiddenFields()).isEmpty();
        assertThat(LoggedSchema.fromJson(Json.parseObject("schema", Json.canonical(empty.toJson()))))
                .isEqualTo(empty);
        assertThat(empty.toJson()).containsAllEntriesOf(Map.of("model", "credit", "version", 1));
    }

    @Test
    void equalSchemasShareANumber() {
        SchemaNumbers numbers = new SchemaNumbers();

        assertThat(numbers.add(schema())).isZero();
        assertThat(numbers.add(LoggedSchema.of("b", 1, Logs.VERSION, List.of(), Schema.of(), null)))
                .isEqualTo(1);
        assertThat(numbers.add(schema())).isZero();
        assertThat(numbers.payloads()).hasSize(2);
    }
}
