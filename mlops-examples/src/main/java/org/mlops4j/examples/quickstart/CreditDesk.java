package org.mlops4j.examples.quickstart;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.core.drift.DriftChecks;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.model.Prediction;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.serving.ServedModel;

/** The desk that asks the service about each application, and learns later what became of the loans. */
final class CreditDesk {

    private final Mlops mlops;
    private final ServedModel<CreditApplication, Double> credit;
    private final Clock clock = Clock.systemUTC();

    CreditDesk(Mlops mlops, ServedModel<CreditApplication, Double> credit) {
        this.mlops = mlops;
        this.credit = credit;
    }

    /** Asks about each case, reports the outcomes when all are known, and looks at that window of the log. */
    MonitoringReport live(List<CreditData.Case> cases) {
        Instant opened = now();
        List<Prediction<Double>> predictions =
                cases.stream().map(each -> credit.predict(each.application())).toList();
        // Much later one knows which loans were repaid.
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String outcome = cases.get(i).bad() ? CreditTraining.BAD : CreditTraining.GOOD;
            outcomes.add(Outcome.of(predictions.get(i).id(), outcome, now()));
        }
        outcomes.forEach(mlops.predictions()::outcome);
        mlops.predictions().flush(Duration.ofSeconds(30));
        return mlops.monitoring()
                .monitor(CreditModels.NAME)
                .window(opened, now().plusMillis(1))
                .checks(DriftChecks.noDrift(), EvaluationChecks.metric(Metrics.rocAuc(), DecisionRule.atLeast(0.78)))
                .run();
    }

    /** What the service says of each case now. */
    static double[] scores(ServedModel<CreditApplication, Double> credit, List<CreditData.Case> cases) {
        return cases.stream()
                .mapToDouble(each -> credit.predict(each.application()).answer())
                .toArray();
    }

    /** To the millisecond, as the log keeps it. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
