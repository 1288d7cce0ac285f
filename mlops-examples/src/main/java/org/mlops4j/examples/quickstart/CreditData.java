package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.data.Csv;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/**
 * The 4,454 decided loans the quickstart learns from, and their split into a training and a holdout part.
 *
 * <p>Source: {@code credit_data} of the R package modeldata (MIT), from github.com/gastonstat/CreditScoring.
 */
public final class CreditData {

    private static final String LABEL = "Status";

    private CreditData() {}

    /**
     * An application and what became of it.
     *
     * @param id names the case
     * @param application what was known on the day
     * @param bad whether the loan was not repaid
     */
    public record Case(String id, CreditApplication application, boolean bad) {}

    /**
     * Two disjoint parts of the cases.
     *
     * @param train what models and the encoding are fitted on
     * @param holdout what nothing is fitted on
     */
    public record Split(List<Case> train, List<Case> holdout) {

        /** Copies both lists. */
        public Split {
            train = List.copyOf(train);
            holdout = List.copyOf(holdout);
        }
    }

    /** The columns of the data: those of an application, and the label. */
    public static Schema schema() {
        Field label = Field.builder(LABEL, DataType.CATEGORY)
                .roles(Role.LABEL)
                .allowed(CreditTraining.GOOD, CreditTraining.BAD)
                .build();
        return Schema.of(CreditApplication.class).plus(label);
    }

    /** Reads the copy of the data beside this class. */
    public static Table load() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                CreditData.class.getResourceAsStream("credit.csv"), "credit.csv must be beside CreditData.class")) {
            return Csv.ofDefaults()
                    .read("credit.csv", new InputStreamReader(in, StandardCharsets.UTF_8), schema())
                    .table();
        }
    }

    /** One case a row. */
    public static List<Case> cases(Table table) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < table.rowCount(); i++) {
            Row row = table.row(i);
            cases.add(new Case(
                    String.format(Locale.ROOT, "case-%04d", i + 1),
                    application(row),
                    CreditTraining.BAD.equals(row.text(row.schema().requireIndex(LABEL)))));
        }
        return cases;
    }

    /**
     * Shuffles good and bad cases apart and cuts each at the given fraction, so that both parts have the same share of
     * bad loans. The same seed gives the same split on every machine.
     */
    public static Split split(List<Case> cases, double trainFraction, long seed) {
        if (!(trainFraction > 0 && trainFraction < 1)) {
            throw new IllegalArgumentException("trainFraction must be in (0, 1) but was " + trainFraction);
        }
        Random random = new Random(seed);
        List<Case> train = new ArrayList<>();
        List<Case> holdout = new ArrayList<>();
        for (boolean bad : new boolean[] {false, true}) {
            List<Case> stratum = new ArrayList<>(cases);
            stratum.removeIf(c -> c.bad() != bad);
            Collections.shuffle(stratum, random);
            int cut = (int) Math.round(stratum.size() * trainFraction);
            train.addAll(stratum.subList(0, cut));
            holdout.addAll(stratum.subList(cut, stratum.size()));
        }
        Collections.shuffle(train, random);
        Collections.shuffle(holdout, random);
        return new Split(train, holdout);
    }

    private static CreditApplication application(Row row) {
        return new CreditApplication(
                number(row, "Seniority"),
                text(row, "Home"),
                number(row, "Time"),
                number(row, "Age"),
                text(row, "Marital"),
                text(row, "Records"),
                text(row, "Job"),
                number(row, "Expenses"),
                number(row, "Income"),
                number(row, "Assets"),
                number(row, "Debt"),
                number(row, "Amount"),
                number(row, "Price"));
    }

    private static @Nullable Double number(Row row, String name) {
        int field = row.schema().requireIndex(name);
        return row.isNull(field) ? null : (Double) row.number(field);
    }

    private static @Nullable String text(Row row, String name) {
        return row.text(row.schema().requireIndex(name));
    }
}
