package org.mlops4j.examples.quickstart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.Mlops;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;
import org.mlops4j.serving.ServedModel;

/**
 * The version from before answers again, after one call and while others keep calling.
 *
 * @param version which version answers
 * @param sample how many fixed applications were scored before the promotion, while it lasted, and after
 * @param equalMeanwhile how many had the same bits as before while the promotion lasted
 * @param equalAfter how many have the same bits as before again
 * @param calls what the other callers saw
 */
record RolledBack(ModelVersion version, int sample, int equalMeanwhile, int equalAfter, Callers.Count calls)
        implements Chapter {

    private static final int CALLS = 1000;

    static RolledBack underLoad(
            Mlops mlops, ServedModel<CreditApplication, Double> credit, List<CreditData.Case> sample, double[] before)
            throws InterruptedException {
        double[] meanwhile = CreditDesk.scores(credit, sample);
        try (Callers callers = new Callers(credit, sample)) {
            callers.awaitCalls(CALLS);
            mlops.rollouts().rollBack(CreditModels.NAME, Quickstart.ADA, "complaints from branch 12");
            double[] after = CreditDesk.scores(credit, sample);
            callers.awaitCalls(CALLS);
            return new RolledBack(
                    credit.version(),
                    before.length,
                    equalBits(before, meanwhile),
                    equalBits(before, after),
                    callers.stop());
        }
    }

    @Override
    public Section section() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("answers come from", version.toString());
        facts.put("scored bit-equal to before the promotion", equalAfter + " of " + sample + " fixed applications");
        facts.put("while the promotion lasted it was", equalMeanwhile + " of " + sample);
        facts.put("calls of four threads meanwhile", calls.toString());
        return Section.of("Rolled back in one call, under load", new Block.Facts(facts));
    }

    private static int equalBits(double[] some, double[] others) {
        int equal = 0;
        for (int i = 0; i < some.length; i++) {
            equal += Double.doubleToRawLongBits(some[i]) == Double.doubleToRawLongBits(others[i]) ? 1 : 0;
        }
        return equal;
    }
}
