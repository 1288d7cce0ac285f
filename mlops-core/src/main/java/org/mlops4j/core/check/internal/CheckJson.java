package org.mlops4j.core.check.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Reason;
import org.mlops4j.check.SuiteResult;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Digest;

/** Checks, estimates and results as JSON. An undefined value is {@code "value": null} with its reason. */
public final class CheckJson {

    private CheckJson() {}

    /** Kind and parameters. */
    public static Map<String, Object> write(CheckSpec spec) {
        return Map.of("kind", spec.kind(), "parameters", spec.parameters());
    }

    /** Reads kind and parameters. */
    public static CheckSpec readSpec(JsonObject json) {
        json.allowOnly("kind", "parameters");
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (json.has("parameters")) {
            json.object("parameters")
                    .members()
                    .forEach((name, value) -> parameters.put(name, Objects.requireNonNull(value, name)));
        }
        return new CheckSpec(json.text("kind"), parameters);
    }

    /** SHA-256 of the canonical form: names exactly this check. */
    public static Digest digest(CheckSpec spec) {
        return Json.digest(write(spec));
    }

    /** Value, interval and n, or the reason why there is no value. */
    public static Map<String, Object> write(Estimate estimate) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!estimate.isDefined()) {
            json.put("value", null);
            json.put("reason", estimate.reason());
            json.put("explanation", estimate.explanation());
            json.put("n", estimate.n());
            return json;
        }
        json.put("value", JsonObject.number(estimate.value()));
        estimate.interval().ifPresent(interval -> {
            json.put("low", JsonObject.number(interval.low()));
            json.put("high", JsonObject.number(interval.high()));
            json.put("confidence", interval.confidence());
            json.put("method", interval.method());
        });
        json.put("n", estimate.n());
        return json;
    }

    /** Reads an estimate. */
    public static Estimate readEstimate(JsonObject json) {
        json.allowOnly("value", "low", "high", "confidence", "method", "reason", "explanation", "n");
        long n = json.integer("n");
        if (!json.has("value")) {
            return Estimate.undefined(json.constant("reason", Reason.class), json.text("explanation"), n);
        }
        Estimate estimate = Estimate.of(json.number("value"), n);
        return json.has("low")
                ? estimate.with(new Interval(
                        json.number("low"), json.number("high"), json.number("confidence"), json.text("method")))
                : estimate;
    }

    /** A result with everything behind it. */
    public static Map<String, Object> write(CheckResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", write(result.spec()));
        json.put("description", result.description());
        json.put("verdict", result.verdict());
        json.put("reason", result.decision().reason());
        json.put("explanation", result.decision().explanation());
        json.put("next_step", result.decision().nextStep());
        Map<String, Object> measurement = new LinkedHashMap<>();
        measurement.put("name", result.measurement().name());
        measurement.put("estimate", write(result.measurement().estimate()));
        result.measurement().pValue().ifPresent(p -> measurement.put("p", p));
        measurement.put("details", result.measurement().details());
        json.put("measurement", measurement);
        return json;
    }

    /** The results of a suite and the verdict on the whole. */
    public static Map<String, Object> write(SuiteResult suite) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", suite.name());
        json.put("verdict", suite.verdict());
        json.put("results", suite.results().stream().map(CheckJson::write).toList());
        return json;
    }
}
