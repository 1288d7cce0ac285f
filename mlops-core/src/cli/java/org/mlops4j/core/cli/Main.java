package org.mlops4j.core.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.registry.RegistryConflictException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: parses, runs, and turns what goes wrong into a message and an exit code. */
@Command(
        name = "mlops",
        description = "Model versions, prediction logs, profiles, drift and evaluation, from a shell.",
        subcommands = {
            DriftCommand.class,
            ProfileCommand.class,
            EvaluateCommand.class,
            KeysCommand.class,
            RegistryCommand.class,
            LogCommand.class,
            AuditCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a check passed, or the work is done",
            "1:a check failed",
            "2:the command, its options or its input are wrong",
            "3:the evidence does not decide, or there is no data",
            "4:somebody else changed the thing first"
        })
public final class Main {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "A directory of jars whose tests and checks may be used by name.")
    private @Nullable Path plugins;

    /** For the parser of options; use {@link #run}. */
    Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream results = System.out;
        // Whatever a plugin prints must not stand between the results.
        System.setOut(System.err);
        System.exit(run(args, results, System.err));
    }

    /**
     * Runs one command.
     *
     * @param args command and options
     * @param out where results go
     * @param err where messages go
     * @return the exit code
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        PrintWriter results = new PrintWriter(out, false, StandardCharsets.UTF_8);
        PrintWriter messages = new PrintWriter(err, true, StandardCharsets.UTF_8);
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .setOut(results)
                .setErr(messages)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(main::execute)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, messages));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            return args.length == 0 ? usage(line, messages) : line.execute(args);
        } catch (RuntimeException | Error e) {
            // What the parser does not catch: a plugin that cannot be loaded, a table that does not fit into memory.
            return explain(e, messages);
        } finally {
            results.flush();
            thread.setContextClassLoader(before);
        }
    }

    private int execute(CommandLine.ParseResult parsed) {
        try {
            if (plugins != null) {
                Plugins.use(plugins);
            }
        } catch (MlopsException | UncheckedIOException e) {
            throw new CommandLine.ExecutionException(
                    parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int usage(CommandLine line, PrintWriter messages) {
        line.usage(messages);
        return ExitCode.USAGE;
    }

    private static int explain(Throwable e, PrintWriter messages) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        if (e instanceof RegistryConflictException) {
            messages.println("conflict: " + message);
            return ExitCode.CONFLICT;
        }
        boolean input = e instanceof MlopsException
                || e instanceof IllegalArgumentException
                || e instanceof UncheckedIOException;
        messages.println("error: " + (input ? message : e.toString()));
        return ExitCode.USAGE;
    }

    /** Reads the version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"mlops " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
