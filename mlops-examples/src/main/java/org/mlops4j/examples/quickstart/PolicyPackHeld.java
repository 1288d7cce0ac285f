package org.mlops4j.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.check.CheckResult;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.compliance.ControlResult;
import org.mlops4j.compliance.ControlStatus;
import org.mlops4j.core.compliance.Packs;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;

/**
 * A version held against a policy pack: what the home itself can prove, and what is missing.
 *
 * @param before when nobody had approved the version
 * @param after when a person had
 */
record PolicyPackHeld(ComplianceReport before, ComplianceReport after) implements Chapter {

    static PolicyPackHeld beforeAndAfterApproval(Mlops mlops, ModelVersion version) {
        ComplianceReport before = mlops.compliance().evaluate(version, Packs.foundation());
        mlops.registry().approve(version, Quickstart.ADA, "I have read the evaluation and the cut-off, and approve.");
        return new PolicyPackHeld(before, mlops.compliance().evaluate(version, Packs.foundation()));
    }

    @Override
    public Section section() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < before.results().size(); i++) {
            ControlResult earlier = before.results().get(i);
            ControlResult later = after.results().get(i);
            rows.add(List.of(
                    earlier.control().id(),
                    earlier.status().name(),
                    later.status().name(),
                    earlier.control().source()));
        }
        return Section.of(
                "Held against a policy pack, before and after a person approved",
                new Block.Paragraph("Before: " + before.summary() + "." + missing(before)),
                new Block.Paragraph("After: " + after.summary() + "." + missing(after)),
                new Block.Grid(List.of("control", "before", "after", "source"), rows));
    }

    /** What the controls that do not pass have found, and what to do, one a line. */
    private static String missing(ComplianceReport report) {
        StringBuilder lines = new StringBuilder();
        for (ControlResult control : report.results()) {
            CheckResult result = control.result();
            if (control.status() != ControlStatus.PASS) {
                lines.append("\n  ").append(control.control().id());
                result.measurement()
                        .details()
                        .forEach((what, found) ->
                                lines.append(": ").append(what).append(' ').append(found));
                lines.append("; ").append(result.decision().nextStep());
            }
        }
        return lines.toString();
    }
}
