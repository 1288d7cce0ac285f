package org.mlops4j.core.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which home a command works on. */
final class HomeOption {

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    private static final class Which {

        @Option(names = "--home", paramLabel = "DIR", description = "The home to open.")
        private Path home = Path.of("");

        @Option(names = "--config", paramLabel = "FILE", description = "A configuration file that names the home.")
        private @Nullable Path config;
    }

    /** Opens the home, which must be there, to look at it; nothing in it is written. */
    Mlops openToRead() {
        Path config = which.config;
        if (config == null) {
            return Mlops.builder().home(which.home).readOnly().open();
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("MLOPS_READ_ONLY", "true");
        return Mlops.from(config, environment);
    }

    /** Opens the home, which must be there, to change it. */
    Mlops openToChange() {
        openToRead().close();
        Path config = which.config;
        return config == null ? Mlops.at(which.home) : Mlops.from(config);
    }
}
