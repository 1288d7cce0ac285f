package org.mlops4j.core.profile.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Table;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.profile.Profile;

class ProfileJsonTest {

    private static final Field X = Field.of("x", DataType.FLOAT64);
    private static final Field W =
            Field.builder("w", DataType.CATEGORY).nullable().build();

    private static final Profile PROFILE = Profiles.reference(Table.of(
            Float64Column.of(X, new double[] {0.1, 0.1, -7, 1.0 / 3, Double.NaN, Double.NEGATIVE_INFINITY}),
            CategoryColumn.of(W, "b", "ä\n\"", "b", null, "c", "c")));

    private static Profile read(String json) {
        return ProfileJson.read(Json.parseObject("profile", json.getBytes(StandardCharsets.UTF_8)));
    }

    private static Profile roundTrip(Profile profile) {
        return read(Json.pretty(ProfileJson.write(profile)));
    }

    @Test
    void writtenProfileIsReadBack() {
        assertThat(roundTrip(PROFILE)).isEqualTo(PROFILE);
    }

    @Test
    void doublesOfAnySizeSurviveExactly() {
        SplittableRandom random = new SplittableRandom(11);
        double[] values = random.longs(3000)
                .mapToDouble(Double::longBitsToDouble)
                .filter(value -> Math.abs(value) < 1e100)
                .toArray();
        values[0] = 1.2345678901234567e20; // written without an exponent
        values[1] = -0.0;
        values[2] = Double.MIN_VALUE;
        Profile profile = Profiles.reference(Table.of(Float64Column.of(X, values)));
        assertThat(roundTrip(profile)).isEqualTo(profile);
    }

    @Test
    void momentsOfNothingSurvive() {
        Profile empty = Profiles.reference(Table.of(Float64Column.of(X, new double[0]), CategoryColumn.of(W)));
        assertThat(roundTrip(empty)).isEqualTo(empty);
    }

    @Test
    void formIsReadable() {
        Table table = Table.of(Float64Column.of(X, new double[] {1, 2, 2}), CategoryColumn.of(W, "a", "a", null));
        Profile counted = Profiles.against(Profiles.reference(table), table);
        assertThat(Json.write(ProfileJson.write(counted)))
                .isEqualTo("{\"format\":1,\"rows\":3,\"columns\":["
                        + "{\"field\":{\"name\":\"x\",\"type\":\"FLOAT64\"},\"edges\":[1,2],\"atoms\":[2],"
                        + "\"counts\":{\"below\":0,\"intervals\":[1],\"above\":0,\"atoms\":[2],\"nan\":0,\"missing\":0},"
                        + "\"moments\":{\"count\":3,\"mean\":1.6666666666666667,\"sumOfSquares\":0.6666666666666666,"
                        + "\"min\":1,\"max\":2}},"
                        + "{\"field\":{\"name\":\"w\",\"type\":\"CATEGORY\",\"nullable\":true},\"words\":[\"a\"],"
                        + "\"rare\":[],\"expectedUnseen\":0,"
                        + "\"counts\":{\"words\":[2],\"rare\":0,\"unseen\":0,\"missing\":1}}]}");
    }

    @Test
    void formWithoutSummariesIsRead() {
        // As written before there were summaries.
        String json = "{\"format\":1,\"rows\":2,\"columns\":[{\"field\":{\"name\":\"x\",\"type\":\"FLOAT64\"},"
                + "\"edges\":[1,2],\"atoms\":[],\"counts\":{\"below\":0,\"intervals\":[2],\"above\":0,\"atoms\":[],"
                + "\"nan\":0,\"missing\":0},\"moments\":{\"count\":2,\"mean\":1.5,\"sumOfSquares\":0.5,"
                + "\"min\":1,\"max\":2}}]}";
        assertThat(read(json).columns().get(0).summary()).isEmpty();
        assertThat(read(json).columns().get(0).total()).isEqualTo(2);
    }

    @Test
    void digestIsThatOfTheCanonicalForm() {
        assertThat(ProfileJson.digest(roundTrip(PROFILE)))
                .isEqualTo(ProfileJson.digest(PROFILE))
                .isEqualTo(Json.digest(Json.parse(Json.write(ProfileJson.write(PROFILE)))));
    }

    @Test
    void digestDependsOnTheOrderOfWords() {
        // Bins are numbered by it, and logs keep these numbers.
        Profile one = Profiles.reference(Table.of(CategoryColumn.of(W, "a", "a", "b")));
        Profile other = Profiles.reference(Table.of(CategoryColumn.of(W, "b", "b", "a")));
        assertThat(ProfileJson.digest(one)).isNotEqualTo(ProfileJson.digest(other));
    }

    @Test
    void newerFormatIsRefused() {
        Map<String, Object> json = new LinkedHashMap<>(ProfileJson.write(PROFILE));
        json.put("format", 2);
        json.put("novelty", true);
        assertThatThrownBy(() -> ProfileJson.read(JsonObject.of("profile", json(json))))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void unknownMembersAreRefused() {
        Map<String, Object> json = new LinkedHashMap<>(ProfileJson.write(PROFILE));
        json.put("extra", 1);
        assertThatThrownBy(() -> ProfileJson.read(JsonObject.of("profile", json(json))))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("extra");
    }

    @Test
    void countsThatDoNotFitTheBinsAreRefused() {
        String json = Json.write(ProfileJson.write(PROFILE)).replace("\"words\":[2,2,1]", "\"words\":[2,2]");
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining("counts of words must be 3 but are 2");
    }

    @Test
    void negativeCountsAreRefused() {
        String json = Json.write(ProfileJson.write(PROFILE)).replace("\"words\":[2,2,1]", "\"words\":[2,-2,1]");
        assertThatThrownBy(() -> read(json)).isInstanceOf(MlopsException.class).hasMessageContaining("-2");
    }

    @Test
    void profilesWithoutColumnsAreProfiles() {
        Profile none = Profile.of(3, List.of());
        assertThat(roundTrip(none)).isEqualTo(none);
    }

    private static Object json(Object value) {
        return Json.parse(Json.write(value));
    }
}
