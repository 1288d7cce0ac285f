package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.core.report.Reports;
import org.mlops4j.report.Report;
import org.mlops4j.report.Section;

/** Tells each chapter as it happens, and keeps all of them for the report. */
final class Story {

    private static final int WIDTH = 118;

    private final String title;
    private final PrintStream out;
    private final List<Chapter> chapters = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    Story(String title, PrintStream out) {
        this.title = title;
        this.out = out;
        say(title + "\n" + "=".repeat(title.length()));
    }

    /** Tells a chapter, and hands it back. */
    <C extends Chapter> C tell(C chapter) {
        Section untitled = chapter.section();
        chapters.add(chapter);
        Section section = new Section(chapters.size() + ". " + untitled.heading(), untitled.blocks());
        sections.add(section);
        say("\n" + Reports.text(section).stripTrailing());
        return chapter;
    }

    /** Says something that is not for the report. */
    void say(String text) {
        text.lines().map(Story::wrapped).forEach(out::println);
        out.flush();
    }

    /** The chapters of one kind, in order. */
    <C extends Chapter> List<C> chapters(Class<C> kind) {
        return chapters.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Writes {@code report.md} and {@code report.json}. */
    void write(Path folder) throws IOException {
        Report report = new Report(title, sections);
        Files.writeString(folder.resolve("report.md"), Reports.markdown(report));
        Files.writeString(folder.resolve("report.json"), Reports.json(report));
    }

    /** Breaks a line that is too long for a terminal at its spaces; what follows is indented by two more. */
    private static String wrapped(String line) {
        String indent = " ".repeat(line.length() - line.stripLeading().length());
        StringBuilder text = new StringBuilder();
        String rest = line;
        for (int cut; rest.length() > WIDTH && (cut = rest.lastIndexOf(' ', WIDTH)) > indent.length() + 2; ) {
            text.append(rest.substring(0, cut).stripTrailing()).append('\n');
            rest = indent + "  " + rest.substring(cut).strip();
        }
        return text.append(rest).toString();
    }
}
