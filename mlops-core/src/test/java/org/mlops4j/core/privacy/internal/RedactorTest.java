package org.mlops4j.core.privacy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.privacy.RedactionAction.Kind;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;

class RedactorTest {

    private static final NumericBins NUMBERS = NumericBins.of(new double[] {0, 1}, new double[] {});
    private static final CategoryBins WORDS = CategoryBins.of(List.of("a"), List.of());

    private final HmacKeys keys = new HmacKeys();

    private Redactor compile(DataType type, RedactionAction action, DataType inReference, Bins bins) {
        Schema schema = Schema.of(Field.of("x", type));
        Profile reference = Profile.of(
                0, List.of(ColumnProfile.of(Field.of("x", inReference), bins, new long[bins.size()], Moments.EMPTY)));
        return Redactor.compile(schema, RedactionRules.of(schema).with("x", action), reference, keys);
    }

    @Test
    void aKeptFieldIsKeptInItsTypeOnlyAndHasNoBins() {
        Redactor redactor = compile(DataType.INT64, RedactionAction.keep(), DataType.INT64, NUMBERS);

        assertThat(redactor.action(0)).isEqualTo(Kind.KEEP);
        assertThat(redactor.keeps(0, DataType.Kind.INT64)).isTrue();
        assertThat(redactor.keeps(0, DataType.Kind.FLOAT64)).isFalse();
        assertThat(redactor.bins(0)).isNull();
    }

    @Test
    void aDroppedFieldHasNoBinsEither() {
        Redactor redactor = compile(DataType.INT64, RedactionAction.drop(), DataType.INT64, NUMBERS);

        assertThat(redactor.action(0)).isEqualTo(Kind.DROP);
        assertThat(redactor.keeps(0, DataType.Kind.INT64)).isFalse();
        assertThat(redactor.bins(0)).isNull();
    }

    @Test
    void aBucketHasTheBinsOfTheReference() {
        Redactor redactor = compile(DataType.CATEGORY, RedactionAction.bucket(), DataType.CATEGORY, WORDS);

        assertThat(redactor.action(0)).isEqualTo(Kind.BUCKET);
        assertThat(redactor.bins(0)).isSameAs(WORDS);
        assertThat(redactor.keeps(0, DataType.Kind.CATEGORY)).isFalse();
    }

    @Test
    void aBucketWithoutBinsThatFitIsDropped() {
        Schema schema = Schema.of(Field.of("x", DataType.INT64));
        RedactionRules rules = RedactionRules.of(schema).with("x", RedactionAction.bucket());

        assertThat(Redactor.compile(schema, rules, null, keys).action(0)).isEqualTo(Kind.DROP);
        assertThat(Redactor.compile(schema, rules, Profile.of(0, List.of()), keys)
                        .action(0))
                .isEqualTo(Kind.DROP);
        assertThat(compile(DataType.INT64, RedactionAction.bucket(), DataType.CATEGORY, WORDS)
                        .action(0))
                .isEqualTo(Kind.DROP);
        assertThat(compile(DataType.CATEGORY, RedactionAction.bucket(), DataType.INT64, NUMBERS)
                        .action(0))
                .isEqualTo(Kind.DROP);
    }

    /** The number of a bin has two bytes in the log, and 65535 stands for none. */
    @Test
    void moreBinsThanTheLogCanNumberAreNone() {
        List<String> words = IntStream.range(0, 65_532).mapToObj(i -> "w" + i).toList();
        Bins tooMany = CategoryBins.of(words, List.of());
        Bins most = CategoryBins.of(words.subList(1, words.size()), List.of());

        assertThat(tooMany.size()).isEqualTo(65_535);
        assertThat(compile(DataType.CATEGORY, RedactionAction.bucket(), DataType.CATEGORY, tooMany)
                        .action(0))
                .isEqualTo(Kind.DROP);
        assertThat(compile(DataType.CATEGORY, RedactionAction.bucket(), DataType.CATEGORY, most)
                        .bins(0))
                .isSameAs(most);
    }

    @Test
    void aPseudonymNeedsNoBins() {
        Redactor without = compile(DataType.STRING, RedactionAction.pseudonym("subject"), DataType.INT64, NUMBERS);
        Redactor with = compile(DataType.STRING, RedactionAction.pseudonym("subject"), DataType.STRING, WORDS);

        assertThat(without.action(0)).isEqualTo(Kind.PSEUDONYM);
        assertThat(without.bins(0)).isNull();
        assertThat(with.bins(0)).isSameAs(WORDS);
        assertThat(with.pseudonym(0, "ada")).isEqualTo(without.pseudonym(0, "ada"));
    }

    @Test
    void pseudonymsAreMadeWithTheNewestKeyWhenTheRulesAreCompiled() {
        Redactor before = compile(DataType.STRING, RedactionAction.pseudonym("subject"), DataType.STRING, WORDS);
        keys.rotate();
        Redactor after = compile(DataType.STRING, RedactionAction.pseudonym("subject"), DataType.STRING, WORDS);
        Pseudonyms old = new Pseudonyms(keys.find("subject", KeyUse.HMAC, 1).orElseThrow());

        assertThat(before.pseudonym(0, "ada")).startsWith("p1:").isEqualTo(old.of("ada"));
        assertThat(after.pseudonym(0, "ada")).startsWith("p2:");
    }

    @Test
    void onlyAPseudonymHasPseudonyms() {
        Redactor kept = compile(DataType.STRING, RedactionAction.keep(), DataType.STRING, WORDS);

        assertThatIllegalStateException()
                .isThrownBy(() -> kept.pseudonym(0, "ada"))
                .withMessage("field 0 has no pseudonyms");
    }

    @Test
    void rulesOfAnotherSchemaAreRefused() {
        Schema schema = Schema.of(Field.of("x", DataType.INT64));
        RedactionRules rules = RedactionRules.of(Schema.of(Field.of("y", DataType.INT64)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Redactor.compile(schema, rules, null, keys))
                .withMessageContaining("'x'");
    }
}
