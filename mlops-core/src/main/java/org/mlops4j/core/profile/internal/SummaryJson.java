package org.mlops4j.core.profile.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.DataType;
import org.mlops4j.profile.ColumnSummary;
import org.mlops4j.profile.DistinctSketch;
import org.mlops4j.profile.FrequentItems;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.QuantileSketch;
import org.mlops4j.profile.TextSummary;
import org.mlops4j.profile.TimeSummary;
import org.mlops4j.profile.VectorSummary;

/** The JSON form of a summary; which members there are follows from the type of the column. */
final class SummaryJson {

    private static final HexFormat HEX = HexFormat.of();

    private SummaryJson() {}

    static Map<String, Object> write(ColumnSummary summary) {
        if (summary instanceof NumberSummary numbers) {
            return writeNumbers(numbers);
        }
        if (summary instanceof TextSummary texts) {
            return writeTexts(texts);
        }
        return summary instanceof TimeSummary times ? writeTimes(times) : writeVectors((VectorSummary) summary);
    }

    static ColumnSummary read(JsonObject json, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT64, FLOAT64 -> readNumbers(json);
            case STRING, CATEGORY -> readTexts(json);
            case INSTANT -> readTimes(json);
            case VECTOR -> readVectors(json);
        };
    }

    private static Map<String, Object> writeNumbers(NumberSummary numbers) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nan", numbers.nan());
        json.put("positiveInfinities", numbers.positiveInfinities());
        json.put("negativeInfinities", numbers.negativeInfinities());
        json.put("zeros", numbers.zeros());
        json.put("negatives", numbers.negatives());
        json.put("whole", numbers.whole());
        json.put("inexact", numbers.inexact());
        json.put("distinct", writeDistinct(numbers.distinct()));
        if (!numbers.quantiles().equals(QuantileSketch.empty())) {
            json.put("quantiles", writeQuantiles(numbers.quantiles()));
        }
        return json;
    }

    private static NumberSummary readNumbers(JsonObject json) {
        json.allowOnly(
                "nan",
                "positiveInfinities",
                "negativeInfinities",
                "zeros",
                "negatives",
                "whole",
                "inexact",
                "distinct",
                "quantiles");
        return new NumberSummary(
                json.integer("nan"),
                json.integer("positiveInfinities"),
                json.integer("negativeInfinities"),
                json.integer("zeros"),
                json.integer("negatives"),
                json.integer("whole"),
                json.integer("inexact"),
                readDistinct(json.object("distinct")),
                json.has("quantiles") ? readQuantiles(json.object("quantiles")) : QuantileSketch.empty());
    }

    private static Map<String, Object> writeTexts(TextSummary texts) {
        TextSummary.Forms forms = texts.forms();
        Map<String, Object> looks = new LinkedHashMap<>();
        looks.put("empty", forms.empty());
        looks.put("blank", forms.blank());
        looks.put("nullWords", forms.nullWords());
        looks.put("integers", forms.integers());
        looks.put("decimals", forms.decimals());
        looks.put("booleans", forms.booleans());
        looks.put("times", forms.times());
        looks.put("words", forms.words());
        looks.put("padded", forms.padded());
        looks.put("malformed", forms.malformed());
        TextSummary.Characters characters = texts.characters();
        Map<String, Object> classes = new LinkedHashMap<>();
        classes.put("letters", characters.letters());
        classes.put("digits", characters.digits());
        classes.put("spaces", characters.spaces());
        classes.put("others", characters.others());
        classes.put("nonAscii", characters.nonAscii());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("forms", looks);
        json.put("characters", classes);
        json.put("length", writeMoments(texts.length()));
        json.put("distinct", writeDistinct(texts.distinct()));
        json.put("frequent", writeFrequent(texts.frequent()));
        return json;
    }

    private static TextSummary readTexts(JsonObject json) {
        json.allowOnly("forms", "characters", "length", "distinct", "frequent");
        JsonObject looks = json.object("forms");
        looks.allowOnly(
                "empty",
                "blank",
                "nullWords",
                "integers",
                "decimals",
                "booleans",
                "times",
                "words",
                "padded",
                "malformed");
        JsonObject classes = json.object("characters");
        classes.allowOnly("letters", "digits", "spaces", "others", "nonAscii");
        return new TextSummary(
                new TextSummary.Forms(
                        looks.integer("empty"),
                        looks.integer("blank"),
                        looks.integer("nullWords"),
                        looks.integer("integers"),
                        looks.integer("decimals"),
                        looks.integer("booleans"),
                        looks.integer("times"),
                        looks.integer("words"),
                        looks.integer("padded"),
                        looks.integer("malformed")),
                new TextSummary.Characters(
                        classes.integer("letters"),
                        classes.integer("digits"),
                        classes.integer("spaces"),
                        classes.integer("others"),
                        classes.integer("nonAscii")),
                readMoments(json.object("length")),
                readDistinct(json.object("distinct")),
                readFrequent(json.object("frequent")));
    }

    private static Map<String, Object> writeTimes(TimeSummary times) {
        Map<String, Object> json = new LinkedHashMap<>();
        times.earliest().ifPresent(time -> json.put("earliest", time));
        times.latest().ifPresent(time -> json.put("latest", time));
        json.put("widthExponent", times.widthExponent());
        if (times.count() > 0) {
            json.put("from", times.start(0));
        }
        json.put("counts", longs(times.counts()));
        json.put("distinct", writeDistinct(times.distinct()));
        return json;
    }

    private static TimeSummary readTimes(JsonObject json) {
        json.allowOnly("earliest", "latest", "widthExponent", "from", "counts", "distinct");
        int widthExponent = json.int32("widthExponent");
        return TimeSummary.of(
                json.has("earliest") ? Micros.of(json.instant("earliest")) : null,
                json.has("latest") ? Micros.of(json.instant("latest")) : null,
                widthExponent,
                json.has("from") ? Micros.of(json.instant("from")) >> widthExponent : 0,
                json.integers("counts"),
                readDistinct(json.object("distinct")));
    }

    private static Map<String, Object> writeVectors(VectorSummary vectors) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nonFinite", vectors.nonFinite());
        json.put("zeros", vectors.zeros());
        json.put("norm", writeMoments(vectors.norm()));
        json.put("mean", JsonObject.numbers(vectors.mean()));
        return json;
    }

    private static VectorSummary readVectors(JsonObject json) {
        json.allowOnly("nonFinite", "zeros", "norm", "mean");
        return VectorSummary.of(
                json.integer("nonFinite"),
                json.integer("zeros"),
                readMoments(json.object("norm")),
                json.numbers("mean"));
    }

    static Map<String, Object> writeMoments(Moments moments) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", moments.count());
        json.put("mean", JsonObject.number(moments.mean()));
        json.put("sumOfSquares", JsonObject.number(moments.sumOfSquares()));
        json.put("min", JsonObject.number(moments.min()));
        json.put("max", JsonObject.number(moments.max()));
        return json;
    }

    static Moments readMoments(JsonObject json) {
        json.allowOnly("count", "mean", "sumOfSquares", "min", "max");
        return new Moments(
                json.integer("count"),
                json.number("mean"),
                json.number("sumOfSquares"),
                json.number("min"),
                json.number("max"));
    }

    private static Map<String, Object> writeDistinct(DistinctSketch distinct) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (distinct.isExact()) {
            json.put(
                    "hashes",
                    Arrays.stream(distinct.hashes()).mapToObj(HEX::toHexDigits).toList());
        } else {
            StringBuilder registers = new StringBuilder(DistinctSketch.REGISTERS);
            for (byte register : distinct.registers()) {
                registers.append((char) ('0' + register)); // at most 53, which is e
            }
            json.put("registers", registers.toString());
        }
        return json;
    }

    private static DistinctSketch readDistinct(JsonObject json) {
        json.allowOnly("hashes", "registers");
        if (json.has("hashes")) {
            return DistinctSketch.ofHashes(json.texts("hashes").stream()
                    .mapToLong(HexFormat::fromHexDigitsToLong)
                    .toArray());
        }
        String given = json.text("registers");
        byte[] registers = new byte[given.length()];
        for (int i = 0; i < registers.length; i++) {
            int register = given.charAt(i) - '0';
            registers[i] = (byte) (register > Byte.MAX_VALUE ? Byte.MAX_VALUE : register);
        }
        return DistinctSketch.ofRegisters(registers);
    }

    private static Map<String, Object> writeQuantiles(QuantileSketch sketch) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("k", sketch.k());
        json.put("seed", HEX.toHexDigits(sketch.seed()));
        json.put("draws", sketch.draws());
        if (!sketch.isEmpty()) {
            json.put("min", sketch.min());
            json.put("max", sketch.max());
        }
        json.put(
                "levels",
                Arrays.stream(sketch.levels()).map(JsonObject::numbers).toList());
        return json;
    }

    private static QuantileSketch readQuantiles(JsonObject json) {
        json.allowOnly("k", "seed", "draws", "min", "max", "levels");
        List<double[]> levels = new ArrayList<>();
        for (Object level : json.list("levels")) {
            if (!(level instanceof List<?> numbers)) {
                throw new JsonException("levels must be lists of numbers", null);
            }
            levels.add(JsonObject.of("quantiles", Map.of("level", numbers)).numbers("level"));
        }
        return QuantileSketch.of(
                json.int32("k"),
                HexFormat.fromHexDigitsToLong(json.text("seed")),
                json.integer("draws"),
                json.number("min", Double.NaN),
                json.number("max", Double.NaN),
                levels.toArray(double[][]::new));
    }

    private static Map<String, Object> writeFrequent(FrequentItems frequent) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total", frequent.total());
        json.put("errorBound", frequent.errorBound());
        json.put(
                "items",
                frequent.items().stream().map(FrequentItems.Item::value).toList());
        json.put(
                "counts",
                frequent.items().stream().map(FrequentItems.Item::count).toList());
        return json;
    }

    private static FrequentItems readFrequent(JsonObject json) {
        json.allowOnly("total", "errorBound", "items", "counts");
        List<String> values = json.texts("items");
        long[] counts = json.integers("counts");
        if (values.size() != counts.length) {
            throw new JsonException(
                    "frequent items must have one count each but are " + values.size() + " with " + counts.length,
                    null);
        }
        List<FrequentItems.Item> items = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            items.add(new FrequentItems.Item(values.get(i), counts[i]));
        }
        return FrequentItems.of(json.integer("total"), json.integer("errorBound"), items);
    }

    private static List<Long> longs(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
