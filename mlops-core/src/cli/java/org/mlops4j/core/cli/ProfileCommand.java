package org.mlops4j.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.data.Csv;
import org.mlops4j.core.data.internal.RowReader;
import org.mlops4j.core.data.internal.SchemaJson;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.profile.ProfileCollector;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.core.profile.internal.ProfileJson;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.Schema;
import org.mlops4j.data.TableRead;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.ColumnSummary;
import org.mlops4j.profile.DistinctSketch;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.TextSummary;
import org.mlops4j.profile.TimeSummary;
import org.mlops4j.profile.VectorSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, merges and shows profiles. */
@Command(
        name = "profile",
        description = "Summarise a CSV file, in memory that does not depend on its length.",
        subcommands = {ProfileCommand.Merge.class, ProfileCommand.Show.class})
final class ProfileCommand implements Callable<Integer> {

    private static final int BATCH_ROWS = 4096;

    @Mixin
    private Output output = new Output();

    @Spec
    private @Nullable CommandSpec command;

    @Option(names = "--data", paramLabel = "FILE", description = "What to summarise: a CSV file.")
    private @Nullable Path data;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the profile: JSON, or the compact form if the name ends with .cbor.")
    private @Nullable Path out;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "A profile with frozen bins: count the rows in these, so that they can be compared with it.")
    private @Nullable Path reference;

    @Option(
            names = "--freeze",
            description =
                    "Freeze bins, so that the profile can be a reference. Those of a file are estimated to within "
                            + "0.5 %% of the rows.")
    private boolean freeze;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description =
                    "What the columns mean: {\"fields\": [{\"name\", \"type\", \"sensitivity\", ...}]}. Without it "
                            + "they are those of the reference, or concluded from the file.")
    private @Nullable Path schema;

    @Override
    public Integer call() {
        // Not marked as required, because then they would be so for the commands below this one too.
        Path from = given("--data", data);
        Path to = given("--out", out);
        Path bins = reference;
        if (bins != null && freeze) {
            throw new IllegalArgumentException("--freeze makes bins and --reference gives them; use one of both");
        }
        Profile profile = bins == null ? alone(from) : against(bins, from);
        write(to, profile);
        done(output, to, profile);
        return profile.rows() == 0 ? ExitCode.INCONCLUSIVE : ExitCode.DONE;
    }

    private Path given(String option, @Nullable Path file) {
        if (file == null) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), "Missing required option: '" + option + "=FILE'");
        }
        return file;
    }

    private Profile alone(Path file) {
        Schema columns = schema == null
                ? Schema.of(Csv.ofDefaults().infer(file).stream()
                        .map(TableRead.Inference::field)
                        .toList())
                : readSchema(schema);
        Profile profile = collect(file, columns, Profiles.ofDefaults().collect(columns));
        return freeze ? Profiles.reference(profile) : profile;
    }

    private Profile against(Path reference, Path file) {
        Profile bins = read(reference);
        if (bins.columns().stream().noneMatch(ColumnProfile::isFrozen)) {
            throw new MlopsException(reference + " has no frozen bins; make it with --freeze");
        }
        Schema columns = schema == null ? bins.schema() : readSchema(schema);
        return collect(file, columns, Profiles.ofDefaults().collect(columns, bins));
    }

    private Profile collect(Path file, Schema columns, ProfileCollector rows) {
        TableRead read = Csv.ofDefaults().onBadCell(BadCellPolicy.NULL).read(file, columns, BATCH_ROWS, rows::add);
        if (read.badCellCount() > 0) {
            output.note(file + ": " + read.badCellCount() + " bad cells are taken as missing or their rows left out ("
                    + read.skippedRows() + " rows); the first is "
                    + read.badCells().get(0));
        }
        return rows.toProfile();
    }

    private static Schema readSchema(Path file) {
        return SchemaJson.read(Json.parseObject("schema " + file, readBytes(file)));
    }

    static Profile read(Path file) {
        return ProfileJson.read(file.toString(), readBytes(file));
    }

    private static byte[] readBytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw RowReader.unreadable(file.toString(), e);
        }
    }

    /** Writes beside the file and moves it there, so that nobody reads half of it. */
    private static void write(Path file, Profile profile) {
        boolean compact = file.toString().toLowerCase(Locale.ROOT).endsWith(".cbor");
        byte[] bytes =
                compact ? Profiles.toBytes(profile) : Profiles.toJson(profile).getBytes(StandardCharsets.UTF_8);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void done(Output output, Path file, Profile profile) {
        if (output.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("out", file.toString());
            json.put("rows", profile.rows());
            json.put("columns", profile.columns().size());
            json.put("digest", Profiles.digest(profile));
            output.json(json);
        } else {
            output.out().println(file + ": " + profile + ", " + Profiles.digest(profile));
        }
    }

    @Command(name = "merge", description = "Merge profiles of parts into that of the whole.")
    static final class Merge implements Callable<Integer> {

        @Mixin
        private Output output = new Output();

        @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "Profiles of the same columns and bins.")
        private List<Path> profiles = List.of();

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "Where to write: JSON, or the compact form if the name ends with .cbor.")
        private Path out = Path.of("");

        @Override
        public Integer call() {
            Profile merged = read(profiles.get(0));
            for (Path more : profiles.subList(1, profiles.size())) {
                try {
                    merged = merged.merge(read(more));
                } catch (IllegalArgumentException e) {
                    throw new MlopsException(more + " cannot be merged with those before it: " + e.getMessage(), e);
                }
            }
            write(out, merged);
            done(output, out, merged);
            return ExitCode.DONE;
        }
    }

    @Command(name = "show", description = "Show what a profile tells of each column.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private Output output = new Output();

        @Parameters(paramLabel = "PROFILE", description = "A profile.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            Profile profile = read(file);
            List<Map<String, Object>> columns =
                    profile.columns().stream().map(Show::facts).toList();
            if (output.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("rows", profile.rows());
                json.put("digest", Profiles.digest(profile));
                json.put("columns", columns);
                output.json(json);
            } else {
                List<String> header = List.of("name", "type", "missing", "distinct", "values");
                output.grid(
                        file + ": " + profile.rows() + " rows",
                        header,
                        columns.stream().map(Show::row).toList());
            }
            return ExitCode.DONE;
        }

        private static Map<String, Object> facts(ColumnProfile column) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", column.field().name());
            facts.put("type", column.field().type().toString());
            facts.put("rows", column.total());
            facts.put("missing", column.nulls());
            facts.put("bins", column.bins().toString());
            if (column.field().type().isNumeric()) {
                putMoments(facts, column.moments());
            }
            column.summary().ifPresent(summary -> putSummary(facts, summary));
            return facts;
        }

        private static void putSummary(Map<String, Object> facts, ColumnSummary summary) {
            if (summary instanceof NumberSummary numbers) {
                putDistinct(facts, numbers.distinct());
                if (!numbers.quantiles().isEmpty()) {
                    facts.put("p25", numbers.quantiles().quantile(0.25));
                    facts.put("median", numbers.quantiles().quantile(0.5));
                    facts.put("p75", numbers.quantiles().quantile(0.75));
                }
                facts.put("nan", numbers.nan());
                facts.put("infinite", numbers.positiveInfinities() + numbers.negativeInfinities());
                facts.put("zeros", numbers.zeros());
            } else if (summary instanceof TextSummary texts) {
                putDistinct(facts, texts.distinct());
                Map<String, Object> frequent = new LinkedHashMap<>();
                texts.frequent().items().stream().limit(5).forEach(item -> frequent.put(item.value(), item.count()));
                facts.put("frequent", frequent);
                facts.put("empty", texts.forms().empty() + texts.forms().blank());
                facts.put("nullWords", texts.forms().nullWords());
            } else if (summary instanceof TimeSummary times) {
                putDistinct(facts, times.distinct());
                times.earliest().ifPresent(time -> facts.put("earliest", time));
                times.latest().ifPresent(time -> facts.put("latest", time));
                facts.put("longestGap", times.longestGap().toString());
            } else if (summary instanceof VectorSummary vectors) {
                facts.put("nonFinite", vectors.nonFinite());
                facts.put("meanNorm", JsonObject.number(vectors.norm().mean()));
            }
        }

        private static void putDistinct(Map<String, Object> facts, DistinctSketch distinct) {
            facts.put("distinct", Math.round(distinct.estimate()));
            facts.put("distinctIsExact", distinct.isExact());
        }

        private static void putMoments(Map<String, Object> facts, Moments moments) {
            if (moments.count() > 0) {
                facts.put("mean", JsonObject.number(moments.mean()));
                facts.put("sd", JsonObject.number(moments.standardDeviation()));
                facts.put("min", JsonObject.number(moments.min()));
                facts.put("max", JsonObject.number(moments.max()));
            }
        }

        private static List<Object> row(Map<String, Object> facts) {
            List<String> values = new ArrayList<>();
            for (String name : List.of(
                    "min",
                    "p25",
                    "median",
                    "p75",
                    "max",
                    "mean",
                    "sd",
                    "nan",
                    "infinite",
                    "frequent",
                    "nullWords",
                    "earliest",
                    "latest",
                    "longestGap",
                    "nonFinite",
                    "meanNorm")) {
                Object fact = facts.get(name);
                boolean silent = fact == null || fact.equals(0L) || "NaN".equals(fact);
                if (!silent) {
                    values.add(name + " " + shown(fact));
                }
            }
            String distinct = facts.containsKey("distinct")
                    ? (facts.get("distinctIsExact") == Boolean.TRUE ? "" : "about ") + facts.get("distinct")
                    : "-";
            return List.of(
                    String.valueOf(facts.get("name")),
                    String.valueOf(facts.get("type")),
                    String.valueOf(facts.get("missing")),
                    distinct,
                    String.join(", ", values));
        }

        private static String shown(@Nullable Object fact) {
            return fact instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : String.valueOf(fact);
        }
    }
}
