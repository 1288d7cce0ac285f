package org.mlops4j.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.identity.MlopsException;

/** Jars whose extensions a command may use. */
final class Plugins {

    private Plugins() {}

    /** Lets this thread find what the jars of a directory provide. */
    static void use(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new MlopsException("--plugins must name a directory of jars but there is none at " + folder);
        }
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : files) {
                jars.add(jar.toUri().toURL());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("plugins in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        // Lives as long as the process: what it loads may be used until the end.
        Thread.currentThread()
                .setContextClassLoader(new URLClassLoader(jars.toArray(URL[]::new), Main.class.getClassLoader()));
    }
}
