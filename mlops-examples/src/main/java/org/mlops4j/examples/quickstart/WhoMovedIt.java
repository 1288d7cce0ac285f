package org.mlops4j.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;

/**
 * Everything that was done to the champion, from the audit log.
 *
 * @param moves the moves, in order
 * @param audit whether the log is what was written
 */
record WhoMovedIt(List<AliasMove> moves, AuditVerification audit) implements Chapter {

    WhoMovedIt {
        moves = List.copyOf(moves);
    }

    static WhoMovedIt of(Mlops mlops) {
        return new WhoMovedIt(
                mlops.registry().history(CreditModels.NAME), mlops.audit().verify());
    }

    @Override
    public Section section() {
        List<List<Object>> rows = new ArrayList<>();
        for (AliasMove move : moves) {
            rows.add(List.of(
                    move.from().isPresent() ? String.valueOf(move.from().getAsInt()) : "-",
                    String.valueOf(move.to()),
                    move.actor().toString(),
                    move.reason()));
        }
        return Section.of(
                "Who moved the champion, and why",
                new Block.Grid(List.of("from", "to", "actor", "reason"), rows),
                new Block.Paragraph("Audit log " + audit.origin() + "\n  " + audit.entries() + " entries, " + state()));
    }

    private String state() {
        return (audit.isIntact() ? "intact" : String.join("; ", audit.problems()))
                + (audit.independent() ? "" : " (" + AuditVerification.SELF_SIGNED + ")");
    }
}
