package org.mlops4j.core.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.report.Reports;
import org.mlops4j.report.Block;
import org.mlops4j.report.Report;
import org.mlops4j.report.Section;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command shows its result: for people, or as one JSON document. */
final class Output {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--json", description = "Print one JSON document to standard output.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    void json(Object document) {
        out().print(Json.pretty(document));
    }

    void report(String title, Section... sections) {
        out().print(Reports.text(new Report(title, List.of(sections))));
    }

    void grid(String title, List<String> header, List<List<Object>> rows) {
        report(title, Section.of(rows.size() + " found", new Block.Grid(header, rows)));
    }

    void note(String message) {
        spec().commandLine().getErr().println(message);
    }

    /** What says that options do not go together; the usage is shown with it. */
    ParameterException misused(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        CommandSpec known = command;
        if (known == null) {
            throw new IllegalStateException("the command was not parsed");
        }
        return known;
    }
}
