package org.mlops4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library works as named modules, in a JVM of its own. */
class ModulePathTest {

    @Test
    void opensAHomeOnTheModulePath(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Hello.java"), """
                import org.mlops4j.Mlops;
                import org.mlops4j.core.compliance.Packs;
                import org.mlops4j.core.drift.DriftTests;

                public class Hello {
                    public static void main(String[] args) {
                        try (Mlops mlops = Mlops.inMemory()) {
                            System.out.println(Mlops.class.getModule().getName() + " "
                                    + mlops.health() + " " + DriftTests.all().size() + " "
                                    + Packs.foundation().id());
                        }
                    }
                }
                """);
        List<Path> modules = new ArrayList<>(Project.thirdPartyJarsOfCore());
        modules.add(Project.classes("mlops-api"));
        modules.add(Project.classes("mlops-core"));
        String modulePath = modules.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modulePath,
                        "--add-modules",
                        "org.mlops4j.core",
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("org.mlops4j.core healthy 4 foundation");
    }
}
