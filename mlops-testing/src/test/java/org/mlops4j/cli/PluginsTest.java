package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.json.internal.JsonObject;

/** A drift test in somebody else's jar, which knows nothing but the jar of the command line. */
class PluginsTest {

    private static final String SERVICE = "META-INF/services/org.mlops4j.drift.DriftTest";

    @TempDir
    static Path folder;

    private static Path plugins;
    private static Path before;
    private static Path after;

    @BeforeAll
    static void buildPlugin() throws IOException {
        before = Files.writeString(folder.resolve("before.csv"), "x,y\n1,1\n2,2\n");
        after = Files.writeString(folder.resolve("after.csv"), "x,y\n1,1\n,2\n");
        plugins = Files.createDirectory(folder.resolve("plugins"));
        Path source = Files.writeString(folder.resolve("NullShare.java"), """
                package com.example;

                import org.mlops4j.check.Decision;
                import org.mlops4j.check.Estimate;
                import org.mlops4j.check.Measurement;
                import org.mlops4j.data.DataType;
                import org.mlops4j.drift.DriftTest;
                import org.mlops4j.drift.DriftTestResult;
                import org.mlops4j.profile.ColumnProfile;

                public final class NullShare implements DriftTest {
                    @Override public String id() { return "null_share"; }

                    @Override public boolean supports(DataType type) { return true; }

                    @Override public DriftTestResult test(ColumnProfile before, ColumnProfile after, double alpha) {
                        if (before.field().name().equals("loud")) {
                            System.out.println("a plugin that prints");
                        }
                        double rise = (double) after.nulls() / after.total() - (double) before.nulls() / before.total();
                        Decision decision = rise > 0.1 ? Decision.fail("more are missing", "look") : Decision.pass("same");
                        return new DriftTestResult(id(), Measurement.of(id(), Estimate.of(rise, after.total())),
                                0.1, 0.1, decision, before.total(), after.total());
                    }
                }
                """);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-classpath",
                        Cli.jar().toString(),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failed).as("exit code of the compiler").isZero();
        jar(
                plugins.resolve("null-share.jar"),
                "com.example.NullShare",
                Files.readAllBytes(classes.resolve("com/example/NullShare.class")));
    }

    @Test
    void aTestOfAPluginIsUsedByName() {
        JsonObject json = Cli.run(
                        "drift",
                        "--json",
                        "--plugins",
                        plugins,
                        "--test",
                        "null_share",
                        "--reference",
                        before,
                        "--current",
                        after)
                .hasCode(1)
                .json();

        assertThat(json.objects("columns"))
                .extracting(column -> column.text("name") + " " + column.text("verdict"))
                .containsExactlyInAnyOrder("x FAIL", "y PASS");
        assertThat(json.objects("columns").get(0).objects("tests").get(0).text("test"))
                .isEqualTo("null_share");
    }

    @Test
    void theHelpNamesTheTestsOfPlugins() {
        assertThat(Cli.run("drift", "--plugins", plugins, "--help")
                        .hasCode(0)
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("psi, jensen_shannon, ks, chi_square, null_share.");
    }

    @Test
    void withoutThePluginTheTestIsUnknown() {
        Cli.run("drift", "--test", "null_share", "--reference", before, "--current", after)
                .isRefusedWith("unknown drift test 'null_share'; known are [psi, jensen_shannon, ks, chi_square]");
    }

    @Test
    void pluginsComeBeforeOrBehindTheCommand() {
        Cli.run("--plugins", plugins, "drift", "--test", "null_share", "--reference", before, "--current", before)
                .hasCode(0);
    }

    /** Nothing but the one document is on standard output, whatever a plugin prints. */
    @Test
    void whatAPluginPrintsIsNoResult() throws Exception {
        Path loud = Files.writeString(folder.resolve("loud.csv"), "loud\n1\n2\n");
        Cli.Result result = Cli.runAsProcess(
                folder,
                "drift",
                "--json",
                "--plugins",
                plugins,
                "--test",
                "null_share",
                "--reference",
                loud,
                "--current",
                loud);

        assertThat(result.hasCode(0).json().text("verdict")).isEqualTo("PASS");
        assertThat(result.err()).contains("a plugin that prints");
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        Path nowhere = folder.resolve("nowhere");

        Cli.run("drift", "--plugins", nowhere, "--reference", before, "--current", after)
                .isRefusedWith("--plugins must name a directory of jars but there is none at " + nowhere);
    }

    @Test
    void anEmptyDirectoryAddsNothing() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Cli.run("drift", "--plugins", empty, "--test", "psi", "--reference", before, "--current", before)
                .hasCode(3);
    }

    @Test
    void aJarThatNamesAClassItDoesNotHaveIsRefused() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        jar(broken.resolve("broken.jar"), "com.example.Gone", new byte[0]);

        Cli.run("drift", "--plugins", broken, "--test", "psi", "--reference", before, "--current", after)
                .isRefusedWith("com.example.Gone");
    }

    private static void jar(Path jar, String provider, byte[] bytes) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String name : List.of(SERVICE, "com/example/NullShare.class")) {
                out.putNextEntry(new JarEntry(name));
                out.write(name.equals(SERVICE) ? provider.getBytes(StandardCharsets.UTF_8) : bytes);
            }
        }
    }
}
