package org.mlops4j.examples.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;

/**
 * Applications as they have always been: served, logged, joined with their outcomes, and watched.
 *
 * @param report what monitoring saw
 * @param medianLatency of the calls, as the log has it
 */
record UsualDays(MonitoringReport report, Duration medianLatency) implements Chapter {

    static UsualDays live(Mlops mlops, CreditDesk desk, List<CreditData.Case> cases) {
        MonitoringReport report = desk.live(cases);
        PredictionQuery window = PredictionQuery.model(CreditModels.NAME)
                .from(report.windowFrom())
                .to(report.windowTo())
                .build();
        try (Stream<PredictionRecord> calls = mlops.predictions().scan(window)) {
            List<Duration> latencies =
                    calls.map(PredictionRecord::latency).sorted().toList();
            return new UsualDays(report, latencies.get(latencies.size() / 2));
        }
    }

    @Override
    public Section section() {
        Map<String, Object> facts = Wording.facts(report);
        facts.put("median latency", Wording.millis(medianLatency));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(facts));
        report.result().results().forEach(result -> blocks.add(Wording.result("", result)));
        return new Section("Usual days: served, logged, joined with outcomes, watched", blocks);
    }
}
