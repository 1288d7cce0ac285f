package org.mlops4j.core.drift;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckKind;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.drift.DriftTest;

/** Builds {@link NoDrift} from its data. */
final class NoDriftKind implements CheckKind {

    private static final Set<String> PARAMETERS = Set.of("tests", "alpha", "columns");

    @Override
    public String kind() {
        return NoDrift.KIND;
    }

    @Override
    public Check<?> create(CheckSpec spec) {
        for (String name : spec.parameters().keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw wrong(name, "is unknown; known are alpha, columns and tests");
            }
        }
        if (!(spec.parameters().get("tests") instanceof List<?> tests)) {
            throw wrong("tests", "must be a list of {id, tolerance}");
        }
        return DriftChecks.noDrift(Drift.ofDefaults()
                .alpha(spec.number("alpha"))
                .columns(spec.texts("columns").toArray(String[]::new))
                .tests(tests.stream().map(NoDriftKind::test).toArray(DriftTest[]::new)));
    }

    private static DriftTest test(Object parameter) {
        if (!(parameter instanceof Map<?, ?> map) || !(map.get("id") instanceof String id)) {
            throw wrong("tests", "must be a list of {id, tolerance} but holds " + parameter);
        }
        DriftTest test = DriftTests.byId(id);
        Object tolerance = map.get("tolerance");
        boolean tolerant = test instanceof BinnedDriftTest;
        if (map.size() != (tolerant ? 2 : 1) || tolerant && !(tolerance instanceof Number)) {
            throw wrong(
                    "tests",
                    "must give '" + id + (tolerant ? "' exactly a tolerance" : "' nothing")
                            + " beside its id but holds " + map);
        }
        return test instanceof BinnedDriftTest binned && tolerance instanceof Number number
                ? binned.tolerance(number.doubleValue())
                : test;
    }

    private static IllegalArgumentException wrong(String parameter, String why) {
        return new IllegalArgumentException("parameter '" + parameter + "' of check '" + NoDrift.KIND + "' " + why);
    }
}
