package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Column;
import org.mlops4j.data.Table;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;

/**
 * The decided loans, and their two parts.
 *
 * @param table as they were read
 * @param split what models learn from, and what they are judged on
 */
record RealData(Table table, CreditData.Split split) implements Chapter {

    private static final double TRAIN_FRACTION = 0.55;
    private static final long SEED = 1;

    static RealData load() throws IOException {
        Table table = CreditData.load();
        return new RealData(table, CreditData.split(CreditData.cases(table), TRAIN_FRACTION, SEED));
    }

    List<CreditData.Case> train() {
        return split.train();
    }

    List<CreditData.Case> holdout() {
        return split.holdout();
    }

    @Override
    public Section section() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("applications", table.rowCount());
        facts.put("columns", table.columns().size());
        facts.put(
                "missing cells",
                table.columns().stream().mapToLong(Column::nullCount).sum());
        facts.put("bad loans", Wording.percent(badLoans(), table.rowCount()));
        facts.put("to learn from", train().size());
        facts.put("to judge by (holdout)", holdout().size());
        return Section.of("Real data", new Block.Facts(facts));
    }

    private long badLoans() {
        return train().stream().filter(CreditData.Case::bad).count()
                + holdout().stream().filter(CreditData.Case::bad).count();
    }
}
