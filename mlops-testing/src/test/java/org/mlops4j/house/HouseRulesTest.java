package org.mlops4j.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of the house that a compiler does not check. */
class HouseRulesTest {

    private static final JavaClasses PUBLISHED = new ClassFileImporter()
            .importPaths(Project.PUBLISHED.stream().map(Project::classes).toArray(Path[]::new));

    @Test
    void timeAndChanceAreInjected() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(PUBLISHED);
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PUBLISHED);
    }

    @Test
    void onlyOneRoomKnowsJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.mlops4j.core.json..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(PUBLISHED);
    }

    @Test
    void aLibraryThatATestMayLackIsKnownInItsPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.mlops4j.testing.jqwik")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.jqwik..")
                .check(PUBLISHED);
        noClasses()
                .that()
                .resideOutsideOfPackages("org.mlops4j.testing.junit", "org.mlops4j.testing.tck")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.junit..")
                .check(PUBLISHED);
    }

    @Test
    void onlyOneRoomWritesFiles() {
        noClasses()
                .that()
                .resideInAPackage("org.mlops4j.core..")
                .and()
                .resideOutsideOfPackages("org.mlops4j.core.io..", "org.mlops4j.core.data..", "org.mlops4j.core.cli..")
                .should()
                .callMethod(Files.class, "newOutputStream", Path.class, java.nio.file.OpenOption[].class)
                .orShould()
                .callMethod(Files.class, "write", Path.class, byte[].class, java.nio.file.OpenOption[].class)
                .orShould()
                .callMethod(
                        Files.class,
                        "newBufferedWriter",
                        Path.class,
                        java.nio.charset.Charset.class,
                        java.nio.file.OpenOption[].class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.FileChannel")
                .check(PUBLISHED);
    }

    @Test
    void javaSerializationIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(PUBLISHED);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<String> silent = new ArrayList<>();
        Set<Path> packages = new TreeSet<>();
        for (String module : List.of("mlops-api", "mlops-core", "mlops-testing", "mlops-examples")) {
            for (String root : List.of("src/main/java", "src/cli/java")) {
                Path sources = Project.ROOT.resolve(module).resolve(root);
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java"))
                                .forEach(file -> packages.add(file.getParent()));
                    }
                }
            }
        }
        for (Path folder : packages) {
            Path info = folder.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                silent.add(Project.ROOT.relativize(folder).toString());
            }
        }
        assertThat(packages).hasSizeGreaterThan(40);
        assertThat(silent).as("packages without a @NullMarked package-info").isEmpty();
    }

    @Test
    void thePropertyTestsRan() throws IOException {
        List<String> idle = new ArrayList<>();
        int ran = 0;
        for (String module : List.of("mlops-api", "mlops-core")) {
            try (Stream<Path> files = Files.walk(Project.ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith("Properties.java"))
                        .toList()) {
                    String name = Project.ROOT
                            .resolve(module)
                            .resolve("src/test/java")
                            .relativize(file)
                            .toString()
                            .replace('/', '.')
                            .replace(".java", "");
                    Path report = Project.ROOT.resolve(module).resolve("target/surefire-reports/TEST-" + name + ".xml");
                    boolean executed =
                            Files.exists(report) && Files.readString(report).contains("<testcase ");
                    ran += executed ? 1 : 0;
                    if (!executed) {
                        idle.add(name);
                    }
                }
            }
        }
        assertThat(idle)
                .as("property tests that did not run; run the whole build with mvn verify")
                .isEmpty();
        assertThat(ran).isGreaterThan(5);
    }
}
