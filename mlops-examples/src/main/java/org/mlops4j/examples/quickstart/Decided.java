package org.mlops4j.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.check.Verdict;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;
import org.mlops4j.rollout.GateDecision;

/**
 * What a gate decided on a version, and why.
 *
 * @param heading the step in a few words
 * @param decision what the gate said, as it stands in the audit log
 */
record Decided(String heading, GateDecision decision) implements Chapter {

    @Override
    public Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph("Gate '" + decision.gate() + "': " + decision.candidate() + " against "
                + decision.champion().map(ModelVersion::toString).orElse("no champion yet") + "."));
        decision.required().results().forEach(result -> blocks.add(Wording.result("Required: ", result)));
        decision.advisory().results().forEach(result -> blocks.add(Wording.result("Advice: ", result)));
        blocks.add(new Block.Paragraph(outcome()));
        return new Section(heading, blocks);
    }

    private String outcome() {
        String candidate = decision.candidate().id();
        if (!decision.promoted()) {
            return candidate + " is not promoted; "
                    + decision.champion().map(ModelVersion::id).orElse("nothing") + " stays champion.";
        }
        if (decision.advisory().results().isEmpty()) {
            return candidate + " is champion now.";
        }
        Verdict cheaper = decision.advisory().verdict();
        return candidate + " is champion now. That it is also cheaper is "
                + (cheaper == Verdict.PASS ? "shown." : "not shown (" + cheaper + "), and nobody need believe it.");
    }
}
