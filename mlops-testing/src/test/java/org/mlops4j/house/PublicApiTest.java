package org.mlops4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public API is what {@code api.txt} of each module records, and names no type of a third party. */
class PublicApiTest {

    private static final String REWRITE = "mvn -q verify -Dapi.write=true";

    @ParameterizedTest
    @ValueSource(strings = {"mlops-api", "mlops-core", "mlops-testing"})
    void isRecorded(String module) throws Exception {
        Path file = Project.ROOT.resolve(module).resolve("api.txt");
        String now = PublicApi.textOf(module);
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(file, now);
        }
        assertThat(now)
                .as("public API of %s; if the change is meant, record it with: %s", module, REWRITE)
                .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlops-api", "mlops-core", "mlops-testing"})
    void namesNoTypeOfAThirdParty(String module) throws Exception {
        Set<String> foreign = new TreeSet<>();
        for (Class<?> type : PublicApi.exportedTypes(module)) {
            for (Class<?> named : PublicApi.typesInSignatures(type)) {
                if (!isAllowed(module, type, named)) {
                    foreign.add(type.getName() + " names " + named.getName());
                }
            }
        }
        assertThat(foreign).isEmpty();
    }

    private static boolean isAllowed(String module, Class<?> type, Class<?> named) {
        String name = named.getName();
        if (named.isPrimitive() || name.startsWith("java.") || isOurs(name)) {
            return true;
        }
        String room = type.getPackageName();
        return module.equals("mlops-testing")
                && (name.startsWith("org.assertj.") && room.endsWith(".assertj")
                        || name.startsWith("org.junit.") && (room.endsWith(".junit") || room.endsWith(".tck"))
                        || name.startsWith("net.jqwik.") && room.endsWith(".jqwik"));
    }

    /** Ours, and not of a package that module-info keeps inside. */
    private static boolean isOurs(String name) {
        return name.startsWith("org.mlops4j.") && !name.contains(".internal.");
    }
}
