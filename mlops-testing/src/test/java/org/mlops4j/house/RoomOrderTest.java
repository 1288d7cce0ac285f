package org.mlops4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rooms stand in one order, and a room uses only rooms before it: in the API, in the core, and across. */
class RoomOrderTest {

    /**
     * Who acted, what, and whether it is the same thing: the words of identity have no needs of their own, so they stand
     * before the ground rooms of the core, which speak of digests and exceptions.
     */
    private static final String IDENTITY_API = "api.identity";

    private static final List<String> ORDER = List.of(
            IDENTITY_API,
            "io",
            "json",
            "stats",
            "identity",
            "data",
            "event",
            "check",
            "model",
            "audit",
            "profile",
            "privacy",
            "evaluation",
            "quality",
            "drift",
            "detector",
            "estimation",
            "registry",
            "prediction",
            "serving",
            "monitoring",
            "rollout",
            "compliance",
            "report",
            "Mlops",
            "cli");

    private static final Pattern CORE = Pattern.compile("org\\.mlops4j\\.core\\.(\\w+)(\\..*)?");
    private static final Pattern API = Pattern.compile("org\\.mlops4j\\.(\\w+)(\\..*)?");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(
                    Project.classes("mlops-api"),
                    Project.classes("mlops-core"),
                    Project.ROOT.resolve("mlops-core/target/cli-classes"));

    @Test
    void everyPackageIsARoom() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            if (!each.getPackageName().isEmpty() && !ORDER.contains(roomOf(each))) {
                unknown.add(each.getPackageName());
            }
        }
        assertThat(unknown).as("packages that are no room of the design").isEmpty();
    }

    @Test
    void aRoomUsesOnlyRoomsBeforeIt() {
        List<String> upward = new ArrayList<>();
        int looked = 0;
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("org.mlops4j")) {
                    looked++;
                    if (rank(origin) < rank(target)) {
                        upward.add(origin.getName() + " -> " + target.getName());
                    }
                }
            }
        }
        assertThat(looked).as("dependencies looked at").isGreaterThan(1000);
        assertThat(upward).as("uses of a later room").isEmpty();
    }

    @Test
    void theApiKnowsNothingOfTheCore() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                if (!isCore(origin) && isCore(dependency.getTargetClass())) {
                    wrong.add(dependency.getDescription());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isCore(JavaClass type) {
        return CORE.matcher(type.getPackageName()).matches()
                || type.getPackageName().equals("org.mlops4j");
    }

    private static int rank(JavaClass type) {
        return ORDER.indexOf(roomOf(type));
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals("org.mlops4j")) {
            return "Mlops";
        }
        Matcher core = CORE.matcher(name);
        if (core.matches()) {
            return core.group(1);
        }
        Matcher api = API.matcher(name);
        if (!api.matches()) {
            return name;
        }
        return api.group(1).equals("identity") ? IDENTITY_API : api.group(1);
    }
}
