package org.mlops4j.house;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where things of this project lie, as seen from the module whose tests look at all the others. */
final class Project {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final List<String> PUBLISHED = List.of("mlops-api", "mlops-core", "mlops-testing");

    private Project() {}

    static Path classes(String module) {
        return ROOT.resolve(module).resolve("target/classes");
    }

    static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jars an application gets with the core module, ours apart. */
    static List<Path> thirdPartyJarsOfCore() {
        return Arrays.stream(read("mlops-core/target/runtime.classpath").strip().split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> !path.toString().contains("mlops-api"))
                .toList();
    }
}
