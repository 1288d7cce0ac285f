package org.mlops4j.core.cli;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mlops4j.Mlops;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.KeyVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks at and rotates the keys of a home. */
@Command(
        name = "keys",
        description = "Look at keys, and rotate them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysCommand.ListKeys.class, KeysCommand.Rotate.class})
final class KeysCommand {

    private KeysCommand() {}

    @Command(name = "list", description = "List every version of every key, without their secrets.")
    static final class ListKeys implements Callable<Integer> {

        @Mixin
        private Output output = new Output();

        @Mixin
        private HomeOption home = new HomeOption();

        @Override
        public Integer call() {
            List<Map<String, Object>> keys = new ArrayList<>();
            try (Mlops mlops = home.openToRead()) {
                mlops.keys().list().forEach(key -> keys.add(json(key)));
            }
            if (output.isJson()) {
                output.json(Map.of("keys", keys));
            } else {
                output.grid("Keys", List.of("name", "use", "version", "state", "made"), rows(keys));
            }
            return ExitCode.DONE;
        }

        private static List<List<Object>> rows(List<Map<String, Object>> keys) {
            List<List<Object>> rows = new ArrayList<>();
            for (Map<String, Object> key : keys) {
                rows.add(List.of(
                        key.get("name"),
                        key.get("use"),
                        String.valueOf(key.get("version")),
                        Boolean.TRUE.equals(key.get("current")) ? "in use" : "kept",
                        key.getOrDefault("made", "-")));
            }
            return rows;
        }
    }

    @Command(name = "rotate", description = "Make the next version of a key and use it from now on.")
    static final class Rotate implements Callable<Integer> {

        @Mixin
        private Output output = new Output();

        @Mixin
        private HomeOption home = new HomeOption();

        @Parameters(index = "0", paramLabel = "NAME", description = "The name of the key.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "USE", description = "Its use: ${COMPLETION-CANDIDATES}.")
        private KeyUse use = KeyUse.SIGNING;

        @Mixin
        private Responsible responsible = new Responsible();

        @Override
        public Integer call() {
            KeyVersion made;
            try (Mlops mlops = home.openToChange()) {
                made = mlops.keys().rotate(name, use, responsible.actor(), responsible.reason());
            }
            if (output.isJson()) {
                output.json(json(made));
            } else {
                output.out().println("key " + made.name() + "/" + made.use() + " is in version " + made.version());
            }
            return ExitCode.DONE;
        }
    }

    private static Map<String, Object> json(KeyVersion key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", key.name());
        json.put("use", key.use().name());
        json.put("version", key.version());
        json.put("current", key.current());
        key.madeAt().ifPresent(made -> json.put("made", made.toString()));
        key.publicKey().ifPresent(half -> json.put("public", Base64.getEncoder().encodeToString(half.getEncoded())));
        return json;
    }
}
