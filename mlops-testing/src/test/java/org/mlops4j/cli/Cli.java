package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;

/** The packaged command line, run in this JVM behind a class loader that sees nothing but its jar, or in one of its own. */
final class Cli {

    static final Path CORE = Path.of("").toAbsolutePath().resolveSibling("mlops-core");
    static final String VERSION = System.getProperty("project.version");

    private static final Method RUN = load();

    private Cli() {}

    /** What a command said, and its exit code. */
    record Result(int code, String out, String err) {

        /** The one document on standard output. */
        JsonObject json() {
            return Json.parseObject("standard output", out.getBytes(StandardCharsets.UTF_8));
        }

        Result hasCode(int expected) {
            assertThat(code).as("exit code; said: %s", this).isEqualTo(expected);
            return this;
        }

        /** Refused: a message, no result, no stack trace. */
        Result isRefusedWith(String message) {
            hasCode(2);
            assertThat(out).isEmpty();
            assertThat(err).contains(message).doesNotContain("\tat ");
            return this;
        }
    }

    static Path jar() {
        return built("mlops-core-" + VERSION + "-cli.jar");
    }

    static Path built(String name) {
        Path jar = CORE.resolve("target").resolve(name);
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError(jar + " is not there; build it with: mvn -pl mlops-core -am package -DskipTests");
        }
        return jar;
    }

    static Result run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(RUN.getDeclaringClass().getClassLoader());
        try {
            int code = (int) RUN.invoke(null, texts(arguments), stream(out), stream(err));
            return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError("the command line must not throw", e);
        } finally {
            assertThat(thread.getContextClassLoader())
                    .as("the context class loader is put back")
                    .isSameAs(RUN.getDeclaringClass().getClassLoader());
            thread.setContextClassLoader(before);
        }
    }

    /** Runs in another JVM, with nothing but the jar. */
    static Result runAsProcess(Path folder, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar().toString()));
        command.addAll(List.of(texts(arguments)));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("CLASSPATH");
        int code = builder.start().waitFor();
        return new Result(code, Files.readString(out), Files.readString(err));
    }

    private static String[] texts(Object... arguments) {
        return Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static Method load() {
        try {
            URL[] urls = {jar().toUri().toURL()};
            ClassLoader alone = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
            return alone.loadClass("org.mlops4j.core.cli.Main")
                    .getMethod("run", String[].class, PrintStream.class, PrintStream.class);
        } catch (MalformedURLException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
