package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.core.report.Reports;
import org.mlops4j.report.Block;
import org.mlops4j.report.Report;
import org.mlops4j.report.Section;

/** Tells each step as it happens, and keeps all of them for the report. */
final class Story {

    private final String title;
    private final PrintStream out;
    private final List<Section> sections = new ArrayList<>();

    Story(String title, PrintStream out) {
        this.title = title;
        this.out = out;
        out.println(title);
    }

    void tell(String heading, Block... blocks) {
        Section section = Section.of((sections.size() + 1) + ". " + heading, blocks);
        sections.add(section);
        out.println();
        out.print(Reports.text(section));
        out.flush();
    }

    /** Writes {@code report.md} and {@code report.json}. */
    void write(Path folder) throws IOException {
        Report report = new Report(title, sections);
        Files.writeString(folder.resolve("report.md"), Reports.markdown(report));
        Files.writeString(folder.resolve("report.json"), Reports.json(report));
    }
}
