package org.mlops4j.core.cli;

import com.google.common.base.Joiner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.report.Reports;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.ModelFile;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at and changes the registry of a home. */
@Command(
        name = "registry",
        description = "Look at versions and aliases, and move aliases.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RegistryCommand.ListModels.class,
            RegistryCommand.Show.class,
            RegistryCommand.History.class,
            RegistryCommand.MoveAlias.class,
            RegistryCommand.Rollback.class
        })
final class RegistryCommand {

    private RegistryCommand() {}

    /** What every command on a registry shares. */
    abstract static class OnRegistry implements Callable<Integer> {

        @Mixin
        Output output = new Output();

        @Mixin
        private HomeOption home = new HomeOption();

        @Override
        public final Integer call() {
            try (Mlops mlops = open(home)) {
                run(mlops.registry());
            }
            return ExitCode.DONE;
        }

        Mlops open(HomeOption which) {
            return which.openToRead();
        }

        abstract void run(ModelRegistry registry);

        /** The newest version of a bare name, or what a reference names. */
        static ModelVersion find(ModelRegistry registry, String reference) {
            if (reference.contains("@") || reference.contains(":")) {
                return registry.resolve(reference);
            }
            List<ModelVersion> versions = registry.versions(reference);
            return versions.get(versions.size() - 1);
        }
    }

    /** What every command that changes a registry shares. */
    abstract static class Changing extends OnRegistry {

        @Mixin
        private Responsible responsible = new Responsible();

        @Override
        final Mlops open(HomeOption which) {
            return which.openToChange();
        }

        @Override
        final void run(ModelRegistry registry) {
            Alias alias = change(registry, responsible.actor(), responsible.reason());
            if (output.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("model", alias.model());
                json.put("alias", alias.name());
                json.put("version", alias.version());
                json.put("digest", alias.digest());
                json.put("revision", alias.revision());
                output.json(json);
            } else {
                output.out()
                        .println(alias.id() + " points at version " + alias.version() + " ("
                                + alias.digest().shortHex() + ")");
            }
        }

        abstract Alias change(ModelRegistry registry, Actor who, String why);
    }

    @Command(name = "list", description = "List the models.")
    static final class ListModels extends OnRegistry {

        @Override
        void run(ModelRegistry registry) {
            List<Map<String, Object>> models = new ArrayList<>();
            for (String model : registry.models()) {
                List<ModelVersion> versions = registry.versions(model);
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", model);
                one.put("versions", versions.size());
                one.put("latest", versions.get(versions.size() - 1).number());
                one.put("aliases", aliases(registry.aliases(model)));
                models.add(one);
            }
            if (output.isJson()) {
                output.json(Map.of("models", models));
            } else {
                models.forEach(model -> model.computeIfPresent("aliases", (key, aliases) -> text(aliases)));
                output.grid(
                        "Models",
                        List.of("name", "versions", "latest", "aliases"),
                        models.stream()
                                .map(model -> List.copyOf(model.values()))
                                .toList());
            }
        }

        private static Map<String, Object> aliases(List<Alias> aliases) {
            Map<String, Object> map = new LinkedHashMap<>();
            aliases.forEach(alias -> map.put(alias.name(), alias.version()));
            return map;
        }
    }

    @Command(name = "show", description = "Show one version.")
    static final class Show extends OnRegistry {

        @Parameters(paramLabel = "NAME[:V|@ALIAS]", description = "The version; the newest of a bare name.")
        private String reference = "";

        @Override
        void run(ModelRegistry registry) {
            ModelVersion version = find(registry, reference);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("model", version.model());
            facts.put("version", version.number());
            facts.put("digest", version.digest().toString());
            facts.put("registered_at", version.registeredAt().toString());
            facts.put("registered_by", version.registeredBy().toString());
            facts.put("reason", version.reason());
            facts.put(
                    "aliases",
                    registry.aliases(version.model()).stream()
                            .filter(alias -> alias.version() == version.number())
                            .map(Alias::name)
                            .toList());
            facts.put("tags", registry.tags(version));
            facts.put("parameters", version.manifest().parameters());
            facts.put(
                    "approved_by",
                    registry.approvals(version).stream()
                            .map(approval -> approval.approver().toString())
                            .toList());
            List<RecordedEvaluation> evaluations = registry.evaluations(version);
            if (output.isJson()) {
                facts.put(
                        "files",
                        version.manifest().files().stream().map(Show::file).toList());
                facts.put(
                        "evaluations",
                        evaluations.stream().map(Show::evaluation).toList());
                output.json(facts);
                return;
            }
            facts.replaceAll((name, value) -> text(value));
            List<Section> sections = new ArrayList<>();
            sections.add(Section.of("Version", new Block.Facts(facts)));
            sections.add(Section.of(
                    "Files",
                    new Block.Grid(
                            List.of("name", "bytes", "digest"),
                            version.manifest().files().stream()
                                    .map(file -> List.<Object>of(
                                            file.name(),
                                            file.sizeBytes(),
                                            file.digest().shortHex()))
                                    .toList())));
            evaluations.forEach(evaluation -> sections.add(Reports.of(evaluation.report())));
            output.report(version.id(), sections.toArray(Section[]::new));
        }

        private static Map<String, Object> file(ModelFile file) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", file.name());
            json.put("size_bytes", file.sizeBytes());
            json.put("digest", file.digest());
            return json;
        }

        private static Map<String, Object> evaluation(RecordedEvaluation evaluation) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            evaluation.report().metrics().forEach((name, estimate) -> metrics.put(name, CheckJson.write(estimate)));
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("dataset", evaluation.report().dataset());
            json.put("n", evaluation.report().rowCount());
            json.put("at", evaluation.at());
            json.put("actor", evaluation.actor().toString());
            json.put("metrics", metrics);
            return json;
        }
    }

    @Command(name = "history", description = "Show every move of the aliases of a model.")
    static final class History extends OnRegistry {

        @Parameters(paramLabel = "NAME", description = "The model.")
        private String model = "";

        @Override
        void run(ModelRegistry registry) {
            List<AliasMove> moves = registry.history(model);
            if (output.isJson()) {
                output.json(Map.of(
                        "moves", moves.stream().map(RegistryCommand::json).toList()));
                return;
            }
            output.grid(
                    "History of " + model,
                    List.of("at", "alias", "from", "to", "actor", "reason"),
                    moves.stream()
                            .map(move -> List.<Object>of(
                                    move.at().toString(),
                                    move.alias(),
                                    move.from().isPresent()
                                            ? String.valueOf(move.from().getAsInt())
                                            : "-",
                                    String.valueOf(move.to()),
                                    move.actor().toString(),
                                    move.reason()))
                            .toList());
        }
    }

    @Command(name = "alias", description = "Point an alias at a version.")
    static final class MoveAlias extends Changing {

        @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
        private String model = "";

        @Parameters(index = "1", paramLabel = "ALIAS", description = "The alias.")
        private String alias = "";

        @Parameters(index = "2", paramLabel = "VERSION", description = "The number of the version.")
        private int version;

        @Option(
                names = "--expect",
                paramLabel = "V",
                description = "Move only if the alias points at this version now; 0 if it must be new.")
        private @Nullable Integer expected;

        @Override
        Alias change(ModelRegistry registry, Actor who, String why) {
            return expected == null
                    ? registry.moveAlias(model, alias, version, who, why)
                    : registry.moveAlias(model, alias, version, expected, who, why);
        }
    }

    @Command(name = "rollback", description = "Point an alias at the version it pointed at before.")
    static final class Rollback extends Changing {

        @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
        private String model = "";

        @Parameters(index = "1", paramLabel = "ALIAS", description = "The alias.")
        private String alias = "";

        @Override
        Alias change(ModelRegistry registry, Actor who, String why) {
            return registry.rollback(model, alias, who, why);
        }
    }

    /** Several values as people read them. */
    private static Object text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "none"
                    : Joiner.on(", ").withKeyValueSeparator("=").join(map);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : Joiner.on(", ").join(list);
        }
        return value;
    }

    private static Map<String, Object> json(AliasMove move) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", move.at());
        json.put("alias", move.alias());
        json.put("from", move.from().isPresent() ? move.from().getAsInt() : null);
        json.put("to", move.to());
        json.put("revision", move.revision());
        json.put("actor", move.actor().toString());
        json.put("reason", move.reason());
        return json;
    }
}
