package org.mlops4j.core.profile.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.core.data.internal.SchemaJson;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.Field;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;

/**
 * The JSON form of a profile: {@code {"format": 1, "rows": n, "columns": [{"field", "edges", "atoms", "counts", "moments"}
 * or {"field", "words", "rare", "expectedUnseen", "counts"}]}}. The order of edges, atoms and words is that of their bins.
 */
public final class ProfileJson {

    /** The newest version of the form that is written and read. */
    public static final int FORMAT = 1;

    private ProfileJson() {}

    /** The JSON form. */
    public static Map<String, Object> write(Profile profile) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("rows", profile.rows());
        json.put(
                "columns",
                profile.columns().stream().map(ProfileJson::writeColumn).toList());
        return json;
    }

    /** SHA-256 of the canonical JSON form. */
    public static Digest digest(Profile profile) {
        return Json.digest(write(profile));
    }

    /** Reads the JSON form; one of a newer version is refused. */
    public static Profile read(JsonObject json) {
        long format = json.integer("format");
        if (format != FORMAT) {
            throw new IntegrityException("profile has format " + format + " but this version reads format " + FORMAT
                    + "; read it with the version of MLOps4J that wrote it, or a newer one");
        }
        json.allowOnly("format", "rows", "columns");
        try {
            return Profile.of(
                    json.integer("rows"),
                    json.objects("columns").stream()
                            .map(ProfileJson::readColumn)
                            .toList());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new JsonException("profile: " + e.getMessage(), e);
        }
    }

    /** The JSON form of bins alone: {@code {"edges", "atoms"}} or {@code {"words", "rare", "expectedUnseen"}}. */
    public static Map<String, Object> writeBins(Bins bins) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (bins instanceof NumericBins numbers) {
            double[] edges = new double[numbers.edgeCount()];
            Arrays.setAll(edges, numbers::edge);
            double[] atoms = new double[numbers.atomCount()];
            Arrays.setAll(atoms, numbers::atom);
            json.put("edges", Arrays.stream(edges).boxed().toList());
            json.put("atoms", Arrays.stream(atoms).boxed().toList());
        } else {
            CategoryBins words = (CategoryBins) bins;
            json.put("words", words.words());
            json.put("rare", words.rare());
            json.put("expectedUnseen", words.expectedUnseen());
        }
        return json;
    }

    /** Reads the JSON form of bins, whatever else the object holds. */
    public static Bins readBins(JsonObject json) {
        return json.has("edges")
                ? NumericBins.of(json.numbers("edges"), json.numbers("atoms"))
                : CategoryBins.of(json.texts("words"), json.texts("rare"), json.number("expectedUnseen"));
    }

    private static Map<String, Object> writeColumn(ColumnProfile column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", SchemaJson.writeField(column.field()));
        json.putAll(writeBins(column.bins()));
        if (column.bins() instanceof NumericBins bins) {
            json.put("counts", writeNumberCounts(column, bins));
            json.put("moments", writeMoments(column.moments()));
        } else {
            json.put("counts", writeWordCounts(column, (CategoryBins) column.bins()));
        }
        return json;
    }

    private static ColumnProfile readColumn(JsonObject json) {
        Field field = SchemaJson.readField(json.object("field"));
        if (readBins(json) instanceof NumericBins bins) {
            json.allowOnly("field", "edges", "atoms", "counts", "moments");
            long[] counts = readNumberCounts(json.object("counts"), bins);
            return ColumnProfile.of(field, bins, counts, readMoments(json.object("moments")));
        }
        json.allowOnly("field", "words", "rare", "expectedUnseen", "counts");
        CategoryBins bins = (CategoryBins) readBins(json);
        return ColumnProfile.of(field, bins, readWordCounts(json.object("counts"), bins), Moments.EMPTY);
    }

    private static Map<String, Object> writeNumberCounts(ColumnProfile column, NumericBins bins) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("below", column.count(bins.underflowBin()));
        json.put("intervals", range(column, 1, bins.intervalCount()));
        json.put("above", column.count(bins.overflowBin()));
        json.put("atoms", range(column, bins.firstAtomBin(), bins.atomCount()));
        json.put("nan", column.count(bins.nanBin()));
        json.put("missing", column.nulls());
        return json;
    }

    private static long[] readNumberCounts(JsonObject json, NumericBins bins) {
        json.allowOnly("below", "intervals", "above", "atoms", "nan", "missing");
        long[] counts = new long[bins.size()];
        counts[bins.underflowBin()] = json.integer("below");
        fill(counts, 1, json.integers("intervals"), bins.intervalCount(), "intervals");
        counts[bins.overflowBin()] = json.integer("above");
        fill(counts, bins.firstAtomBin(), json.integers("atoms"), bins.atomCount(), "atoms");
        counts[bins.nanBin()] = json.integer("nan");
        counts[bins.nullBin()] = json.integer("missing");
        return counts;
    }

    private static Map<String, Object> writeWordCounts(ColumnProfile column, CategoryBins bins) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("words", range(column, 0, bins.words().size()));
        json.put("rare", column.count(bins.rareBin()));
        json.put("unseen", column.count(bins.unseenBin()));
        json.put("missing", column.nulls());
        return json;
    }

    private static long[] readWordCounts(JsonObject json, CategoryBins bins) {
        json.allowOnly("words", "rare", "unseen", "missing");
        long[] counts = new long[bins.size()];
        fill(counts, 0, json.integers("words"), bins.words().size(), "words");
        counts[bins.rareBin()] = json.integer("rare");
        counts[bins.unseenBin()] = json.integer("unseen");
        counts[bins.nullBin()] = json.integer("missing");
        return counts;
    }

    private static Map<String, Object> writeMoments(Moments moments) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", moments.count());
        json.put("mean", JsonObject.number(moments.mean()));
        json.put("sumOfSquares", JsonObject.number(moments.sumOfSquares()));
        json.put("min", JsonObject.number(moments.min()));
        json.put("max", JsonObject.number(moments.max()));
        return json;
    }

    private static Moments readMoments(JsonObject json) {
        json.allowOnly("count", "mean", "sumOfSquares", "min", "max");
        return new Moments(
                json.integer("count"),
                json.number("mean"),
                json.number("sumOfSquares"),
                json.number("min"),
                json.number("max"));
    }

    private static List<Long> range(ColumnProfile column, int from, int size) {
        return Arrays.stream(column.counts(), from, from + size).boxed().toList();
    }

    private static void fill(long[] counts, int from, long[] given, int expected, String what) {
        if (given.length != expected) {
            throw new IllegalArgumentException(
                    "counts of " + what + " must be " + expected + " but are " + given.length);
        }
        System.arraycopy(given, 0, counts, from, expected);
    }
}
