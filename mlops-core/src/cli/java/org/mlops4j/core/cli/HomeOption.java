package org.mlops4j.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.identity.MlopsException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which home a command works on. */
final class HomeOption {

    @ArgGroup(multiplicity = "1")
    private @Nullable Which which;

    private static final class Which {

        @Option(names = "--home", paramLabel = "DIR", description = "The home to open.")
        private @Nullable Path home;

        @Option(names = "--config", paramLabel = "FILE", description = "A configuration file that names the home.")
        private @Nullable Path config;
    }

    /** Opens the home; one that does not exist is not made. */
    Mlops open() {
        Which chosen = which;
        if (chosen != null && chosen.config != null) {
            return Mlops.from(chosen.config);
        }
        Path home = chosen == null ? null : chosen.home;
        if (home == null || !Files.isRegularFile(home.resolve("format.json"))) {
            throw new MlopsException("there is no home at " + home + "; give the directory that Mlops.at(path) opened");
        }
        return Mlops.at(home);
    }

    static UncheckedIOException unreadable(Path file, IOException e) {
        return new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
}
