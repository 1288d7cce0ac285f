package org.mlops4j.core.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.registry.RegistryConflictException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line: parses, runs, and turns what goes wrong into a message and an exit code. */
@Command(
        name = "mlops",
        description = "Model versions, prediction logs, profiles, drift and evaluation, from a shell.",
        subcommands = {
            DriftCommand.class,
            ProfileCommand.class,
            EvaluateCommand.class,
            RegistryCommand.class,
            LogCommand.class,
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

    /** For the parser of options; use {@link #run}. */
    Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        int code = run(args, System.out, System.err);
        System.exit(code);
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
        CommandLine line = new CommandLine(new Main())
                .setOut(results)
                .setErr(messages)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, messages));
        int code = args.length == 0 ? usage(line, messages) : line.execute(args);
        results.flush();
        return code;
    }

    private static int usage(CommandLine line, PrintWriter messages) {
        line.usage(messages);
        return ExitCode.USAGE;
    }

    private static int explain(Exception e, PrintWriter messages) {
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
