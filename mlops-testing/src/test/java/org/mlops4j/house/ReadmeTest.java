package org.mlops4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README says is so. */
class ReadmeTest {

    private static final long MIB = 1 << 20;
    private static final long THIRD_PARTY_LIMIT = 9 * MIB;
    private static final long OURS_LIMIT = 3 * MIB;

    private final String readme = Project.read("README.md");

    @Test
    void theSamplePrintsWhatItSays(@TempDir Path folder) throws Exception {
        List<String> blocks = blocks("java");
        assertThat(blocks).hasSize(1);
        Path source = Files.writeString(folder.resolve("FirstLook.java"), blocks.get(0));
        List<Path> classPath = new ArrayList<>(Project.thirdPartyJarsOfCore());
        classPath.add(Project.classes("mlops-api"));
        classPath.add(Project.classes("mlops-core"));
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dstdout.encoding=UTF-8",
                        "-classpath",
                        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        source.toString())
                .redirectError(errors.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(printed).isEqualTo(blocks("text").get(0));
    }

    @Test
    void theFirstTwoCommandsAreTheQuickstartAndTheTests() {
        assertThat(Pattern.compile("(?m)^ {4}(mvn .*)$")
                        .matcher(readme)
                        .results()
                        .map(match -> match.group(1)))
                .startsWith("mvn -q package -DskipTests -Dquickstart", "mvn -q verify");
    }

    @Test
    void theTableOfDependenciesListsTheJarsOfCore() throws IOException {
        Map<String, Long> jars = new TreeMap<>();
        for (Path jar : Project.thirdPartyJarsOfCore()) {
            jars.put(artifactOf(jar), kib(Files.size(jar)));
        }
        jars.put("total", kib(sizeOf(Project.thirdPartyJarsOfCore())));

        assertThat(tableOf("artifact")).containsExactlyInAnyOrderEntriesOf(jars);
    }

    @Test
    void theJarsStaySmall() throws IOException {
        List<Path> ours = new ArrayList<>();
        for (String module : List.of("mlops-api", "mlops-core")) {
            String name = module + "-" + System.getProperty("project.version") + ".jar";
            ours.add(Project.ROOT.resolve(module).resolve("target").resolve(name));
        }

        assertThat(sizeOf(Project.thirdPartyJarsOfCore())).isPositive().isLessThanOrEqualTo(THIRD_PARTY_LIMIT);
        assertThat(sizeOf(ours)).isPositive().isLessThanOrEqualTo(OURS_LIMIT);
    }

    @Test
    void theFilesItNamesAreThere() {
        assertThat(Pattern.compile("\\]\\(([^)#:]+)\\)")
                        .matcher(readme)
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Project.ROOT.resolve(file)).exists());
    }

    private List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** First column to second, of the table whose first column is so called. */
    private Map<String, Long> tableOf(String firstColumn) {
        String rows = Pattern.compile("\\| " + firstColumn + " .*\\n\\|[-:|]+\\n((?:\\|.*\\n)+)")
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining());
        Stream<MatchResult> cells = Pattern.compile("(?m)^\\| `?([^|` ]+)`? \\| ([0-9]+) \\|")
                .matcher(rows)
                .results();
        return cells.collect(Collectors.toMap(cell -> cell.group(1), cell -> Long.parseLong(cell.group(2))));
    }

    private static String artifactOf(Path jar) {
        return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
    }

    private static long sizeOf(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static long kib(long bytes) {
        return Math.round(bytes / 1024.0);
    }
}
