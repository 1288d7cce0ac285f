package org.mlops4j.core.check.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.Decision;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.check.SuiteResult;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;

class CheckJsonTest {

    private static final CheckSpec SPEC =
            CheckSpec.of("metric").with("metric", "roc_auc").with("bound", 0.8);

    @Test
    void aSpecIsReadBack() {
        assertThat(CheckJson.readSpec(parse(Json.pretty(CheckJson.write(SPEC)))))
                .isEqualTo(SPEC);
        assertThat(CheckJson.readSpec(parse("{\"kind\":\"no-drift\"}"))).isEqualTo(CheckSpec.of("no-drift"));
    }

    /** SHA-256 by coreutils' sha256sum of {"kind":"metric","parameters":{"bound":0.8,"metric":"roc_auc"}}. */
    @Test
    void theDigestIsOfTheCanonicalForm() {
        assertThat(CheckJson.digest(SPEC).hex())
                .isEqualTo("07c603e6b492f3e3b6967bce4aba14d7684f7e907a7f9ccd81730ce50521b97e");
        CheckSpec otherOrder = CheckSpec.of("metric").with("bound", 0.8).with("metric", "roc_auc");
        assertThat(CheckJson.digest(otherOrder)).isEqualTo(CheckJson.digest(SPEC));
    }

    @Test
    void aMisspeltMemberOfASpecIsRefused() {
        assertThatThrownBy(() -> CheckJson.readSpec(parse("{\"kind\":\"metric\",\"parameter\":{}}")))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("unknown members [parameter]");
        assertThatThrownBy(() -> CheckJson.readSpec(parse("{\"parameters\":{}}")))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("kind must be a string but is missing");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 1e-300, -1e300, 0x1.fffffffffffffp-1, Double.POSITIVE_INFINITY})
    void anEstimateIsReadBack(double value) {
        Estimate estimate = Estimate.of(value, 285);
        assertThat(CheckJson.readEstimate(written(estimate))).isEqualTo(estimate);
    }

    @Test
    void anIntervalIsReadBack() {
        Estimate estimate = Estimate.of(0.9, 10).with(new Interval(0.85, Double.POSITIVE_INFINITY, 0.95, "exact"));
        assertThat(CheckJson.readEstimate(written(estimate))).isEqualTo(estimate);
    }

    @Test
    void whatIsUndefinedIsNullWithItsReason() {
        Estimate undefined = Estimate.undefined(Reason.ONE_CLASS, "all 3 rows are good", 3);
        JsonObject json = written(undefined);
        assertThat(json.members()).containsKey("value");
        assertThat(json.members().get("value")).isNull();
        assertThat(json.text("reason")).isEqualTo("ONE_CLASS");
        assertThat(CheckJson.readEstimate(json)).isEqualTo(undefined);
    }

    @Test
    void aResultHasEverythingBehindIt() {
        Measurement measurement = Measurement.of("roc_auc", Estimate.of(0.7, 100))
                .withPValue(0.25)
                .withDetail("classes", List.of("good", "bad"));
        CheckResult result = CheckResult.of(
                SPEC,
                "roc_auc must be at least 0.8",
                measurement,
                Decision.inconclusive(Reason.UNRESOLVED, "not shown", "gather rows"));
        JsonObject suite = parse(Json.pretty(CheckJson.write(new SuiteResult("gate", List.of(result)))));
        assertThat(suite.text("name")).isEqualTo("gate");
        assertThat(suite.text("verdict")).isEqualTo("INCONCLUSIVE");
        JsonObject json = suite.objects("results").get(0);
        assertThat(CheckJson.readSpec(json.object("check"))).isEqualTo(SPEC);
        assertThat(json.text("description")).isEqualTo("roc_auc must be at least 0.8");
        assertThat(json.text("verdict")).isEqualTo("INCONCLUSIVE");
        assertThat(json.text("reason")).isEqualTo("UNRESOLVED");
        assertThat(json.text("explanation")).isEqualTo("not shown");
        assertThat(json.text("next_step")).isEqualTo("gather rows");
        assertThat(json.object("measurement").number("p")).isEqualTo(0.25);
        assertThat(json.object("measurement").object("estimate").number("value"))
                .isEqualTo(0.7);
        assertThat(json.object("measurement").object("details").texts("classes"))
                .containsExactly("good", "bad");
    }

    private static JsonObject written(Estimate estimate) {
        return parse(Json.pretty(CheckJson.write(estimate)));
    }

    private static JsonObject parse(String json) {
        return Json.parseObject("check", json.getBytes(StandardCharsets.UTF_8));
    }
}
