package org.mlops4j.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Jars whose extensions a command may use. */
final class Plugins {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "A directory of jars whose checks and tests may be used by name.")
    void add(Path folder) {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : files) {
                jars.add(urlOf(jar));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("plugins in " + folder + " cannot be read: " + e, e);
        }
        // Lives as long as the process: what it loads may be used until the end.
        Thread.currentThread()
                .setContextClassLoader(new URLClassLoader(jars.toArray(URL[]::new), Main.class.getClassLoader()));
    }

    private static URL urlOf(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
