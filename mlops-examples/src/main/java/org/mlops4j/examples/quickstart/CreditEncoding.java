package org.mlops4j.examples.quickstart;

import static org.mlops4j.examples.quickstart.CreditApplication.orNaN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one place that turns an application into the numbers the models see; training and serving share it and its
 * fitted constants, so they cannot skew.
 *
 * <p>Numbers: amounts are compressed by log(1 + x), three ratios are added, then everything is standardised with the
 * mean and standard deviation of the training part; a number that is missing or not finite becomes 0 (the mean), and
 * a column that was ever missing in training has an indicator beside it. Categories: one 0/1 feature for each value
 * seen at least {@value #MIN_COUNT} times in training, one for any other value, one for missing. Immutable; safe for
 * many threads.
 */
public final class CreditEncoding {
    /** How often training must have seen a category before it has a feature of its own. */
    public static final int MIN_COUNT = 20;

    private static final String FORMAT = "mlops4j-credit-encoding\t1";

    /** A number computed from some columns of an application; {@code NaN} if one of them is missing. */
    private record Quantity(String name, Set<String> columns, ToDoubleFunction<CreditApplication> value) {}

    /** A category of an application. */
    private record Category(String name, Function<CreditApplication, @Nullable String> value) {}

    /** What training tells about a number. */
    private record Scale(double mean, double sd, boolean indicator) {}

    private static final List<Quantity> NUMBERS = List.of(
            plain("Seniority", a -> log(a.seniority())),
            plain("Time", a -> orNaN(a.time())),
            plain("Age", a -> orNaN(a.age())),
            plain("Expenses", a -> orNaN(a.expenses())),
            plain("Income", a -> log(a.income())),
            plain("Assets", a -> log(a.assets())),
            plain("Debt", a -> log(a.debt())),
            plain("Amount", a -> log(a.amount())),
            plain("Price", a -> log(a.price())),
            new Quantity("Amount/Price", Set.of("Amount", "Price"), a -> ratio(a.amount(), a.price())),
            new Quantity(
                    "Instalment/Income",
                    Set.of("Amount", "Time", "Income"),
                    a -> log(ratio(ratio(a.amount(), a.time()), a.income()))),
            new Quantity("Expenses/Income", Set.of("Expenses", "Income"), a -> log(ratio(a.expenses(), a.income()))));

    private static final List<Category> CATEGORIES = List.of(
            new Category("Home", CreditApplication::home),
            new Category("Marital", CreditApplication::marital),
            new Category("Records", CreditApplication::records),
            new Category("Job", CreditApplication::job));

    private final Map<String, Scale> scales;
    private final Map<String, List<String>> values;
    private final List<String> names;
    private final List<Set<String>> sources;

    private CreditEncoding(Map<String, Scale> scales, Map<String, List<String>> values) {
        this.scales = Map.copyOf(scales);
        this.values = Map.copyOf(values);
        List<String> names = new ArrayList<>();
        List<Set<String>> sources = new ArrayList<>();
        for (Quantity number : NUMBERS) {
            add(names, sources, number.name(), number.columns());
            if (scale(number).indicator()) {
                add(names, sources, number.name() + " missing", number.columns());
            }
        }
        for (Category category : CATEGORIES) {
            for (String value : values(category)) {
                add(names, sources, category.name() + "=" + value, Set.of(category.name()));
            }
            add(names, sources, category.name() + " other", Set.of(category.name()));
            add(names, sources, category.name() + " missing", Set.of(category.name()));
        }
        this.names = List.copyOf(names);
        this.sources = List.copyOf(sources);
    }

    /** Fits the constants; give it the training part only. */
    public static CreditEncoding fit(Collection<CreditApplication> train) {
        if (train.isEmpty()) {
            throw new IllegalArgumentException("train must have at least one application but was empty");
        }
        Map<String, Scale> scales = new HashMap<>();
        for (Quantity number : NUMBERS) {
            scales.put(number.name(), scale(number, train));
        }
        Map<String, List<String>> values = new HashMap<>();
        for (Category category : CATEGORIES) {
            values.put(category.name(), frequent(category, train));
        }
        return new CreditEncoding(scales, values);
    }

    /** The names of the features, in the order of {@link #encode}. They sort in that order too. */
    public List<String> names() {
        return names;
    }

    /** The columns of the application that a feature is computed from. */
    public Set<String> columns(int feature) {
        return sources.get(feature);
    }

    /** The features of one application, a new array of as many numbers as there are {@link #names}. */
    public double[] encode(CreditApplication application) {
        double[] features = new double[names.size()];
        int at = 0;
        for (Quantity number : NUMBERS) {
            Scale scale = scale(number);
            double x = number.value().applyAsDouble(application);
            boolean missing = !Double.isFinite(x);
            features[at++] = missing ? 0 : (x - scale.mean()) / scale.sd();
            if (scale.indicator()) {
                features[at++] = missing ? 1 : 0;
            }
        }
        for (Category category : CATEGORIES) {
            List<String> known = values(category);
            String value = category.value().apply(application);
            int index = value == null ? known.size() + 1 : known.indexOf(value);
            features[at + (index < 0 ? known.size() : index)] = 1;
            at += known.size() + 2;
        }
        return features;
    }

    /** Writes the constants as UTF-8 text: tab-separated, exact, the same bytes for the same constants. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        for (Quantity number : NUMBERS) {
            Scale s = scale(number);
            text.append(String.join("\t", "number", number.name(), "" + s.mean(), "" + s.sd(), "" + s.indicator()))
                    .append('\n');
        }
        for (Category category : CATEGORIES) {
            text.append("category\t").append(category.name());
            values(category).forEach(value -> text.append('\t').append(value));
            text.append('\n');
        }
        Files.writeString(file, text);
    }

    /** Reads what {@link #write} wrote. */
    public static CreditEncoding read(Path file) throws IOException {
        try {
            return parse(file);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a credit encoding: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CreditEncoding that && scales.equals(that.scales) && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * scales.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return "CreditEncoding[" + names.size() + " features]";
    }

    private static CreditEncoding parse(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
            throw new IllegalArgumentException("the first line must be " + FORMAT);
        }
        Map<String, Scale> scales = new HashMap<>();
        Map<String, List<String>> values = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split("\t", -1));
            if (cells.get(0).equals("number") && cells.size() == 5) {
                double mean = Double.parseDouble(cells.get(2));
                double sd = Double.parseDouble(cells.get(3));
                scales.put(cells.get(1), new Scale(mean, sd, Boolean.parseBoolean(cells.get(4))));
            } else if (cells.get(0).equals("category") && cells.size() >= 2) {
                values.put(cells.get(1), cells.subList(2, cells.size()));
            } else {
                throw new IllegalArgumentException("a line must be a number or a category but was " + line);
            }
        }
        return new CreditEncoding(scales, values);
    }

    private static Quantity plain(String column, ToDoubleFunction<CreditApplication> value) {
        return new Quantity(column, Set.of(column), value);
    }

    // StrictMath: the same bits on every machine.
    private static double log(@Nullable Double x) {
        return StrictMath.log1p(Math.max(orNaN(x), 0));
    }

    private static double ratio(@Nullable Double part, @Nullable Double whole) {
        return orNaN(whole) > 0 ? orNaN(part) / orNaN(whole) : Double.NaN;
    }

    // Tribuo orders features by name, ONNX by position: the number in front makes both the same order.
    private static void add(List<String> names, List<Set<String>> sources, String label, Set<String> columns) {
        names.add(String.format(Locale.ROOT, "%02d %s", names.size(), label));
        sources.add(columns);
    }

    private static Scale scale(Quantity number, Collection<CreditApplication> train) {
        double[] known = train.stream()
                .mapToDouble(number.value())
                .filter(Double::isFinite)
                .toArray();
        double sum = 0;
        for (double x : known) {
            sum += x;
        }
        double mean = known.length == 0 ? 0 : sum / known.length;
        double squares = 0;
        for (double x : known) {
            squares += (x - mean) * (x - mean);
        }
        double sd = known.length == 0 ? 0 : Math.sqrt(squares / known.length);
        boolean plain = number.columns().size() == 1;
        return new Scale(mean, sd > 0 ? sd : 1, plain && known.length < train.size());
    }

    private static List<String> frequent(Category category, Collection<CreditApplication> train) {
        Map<String, Integer> counts = new TreeMap<>();
        for (CreditApplication application : train) {
            String value = category.value().apply(application);
            // The file is one line a category, cells apart by tabs; such a value is "other".
            if (value != null && value.chars().noneMatch(Character::isISOControl)) {
                counts.merge(value, 1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count < MIN_COUNT);
        return List.copyOf(counts.keySet());
    }

    private Scale scale(Quantity number) {
        return known(scales.get(number.name()), number.name());
    }

    private List<String> values(Category category) {
        return known(values.get(category.name()), category.name());
    }

    private static <T> T known(@Nullable T constant, String name) {
        if (constant == null) {
            throw new IllegalArgumentException("the encoding has no constants for " + name);
        }
        return constant;
    }
}
