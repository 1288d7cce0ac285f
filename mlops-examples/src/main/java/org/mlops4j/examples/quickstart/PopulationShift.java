package org.mlops4j.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.mlops4j.Mlops;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.drift.ColumnDrift;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.profile.Profile;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;

/**
 * A campaign brings young freelancers: every applicant is real, but the mix is another. How sure the finding is shows in
 * drawing the window many times over, with the campaign and without.
 *
 * @param report what monitoring saw of one such window
 * @param redrawn how many windows were drawn with the campaign, and as many without
 * @param found in how many of those with the campaign drift was found and ranked the age or the job first
 * @param falseAlarms in how many of those without it drift was found
 */
record PopulationShift(MonitoringReport report, int redrawn, int found, int falseAlarms) implements Chapter {

    private static final int WINDOW = 1000;
    private static final int REDRAWN = 20;
    private static final int SHOWN = 4;
    private static final Set<String> CAUSES = Set.of("Age", "Job");

    static PopulationShift live(Mlops mlops, CreditDesk desk, List<CreditData.Case> cases) {
        MonitoringReport report = desk.live(Resampling.draw(cases, Resampling.YOUNG_FREELANCERS, WINDOW, 1));
        Profile reference = mlops.registry().profile(report.version()).orElseThrow();
        int found = 0;
        int falseAlarms = 0;
        for (long seed = 1; seed <= REDRAWN; seed++) {
            DriftReport shifted = redraw(reference, cases, Resampling.YOUNG_FREELANCERS, seed);
            String first = shifted.ranked().get(0).field().name();
            found += shifted.isDrifted() && CAUSES.contains(first) ? 1 : 0;
            falseAlarms += redraw(reference, cases, Resampling.UNSHIFTED, seed).isDrifted() ? 1 : 0;
        }
        return new PopulationShift(report, REDRAWN, found, falseAlarms);
    }

    @Override
    public Section section() {
        Map<String, Object> facts = Wording.facts(report);
        facts.put("draws with the campaign", "found in " + found + " of " + redrawn + ", with Age or Job first");
        facts.put("draws without it", "an alarm in " + falseAlarms + " of " + redrawn);
        DriftReport drift = report.drift().orElseThrow();
        List<List<Object>> rows = new ArrayList<>();
        for (ColumnDrift column : drift.ranked().subList(0, SHOWN)) {
            rows.add(List.of(
                    column.field().name(),
                    column.verdict().name(),
                    column.strongest().decision().explanation()));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(facts));
        report.result().results().forEach(result -> blocks.add(Wording.result("", result)));
        blocks.add(new Block.Grid(List.of("moved most", "verdict", "statistic against its threshold"), rows));
        return new Section("A campaign brings young freelancers: the population shifts", blocks);
    }

    private static DriftReport redraw(
            Profile reference, List<CreditData.Case> cases, ToDoubleFunction<CreditApplication> weight, long seed) {
        List<CreditData.Case> drawn = Resampling.draw(cases, weight, WINDOW, seed);
        return Drift.ofDefaults().compare(reference, Profiles.against(reference, CreditModels.table(drawn)));
    }
}
