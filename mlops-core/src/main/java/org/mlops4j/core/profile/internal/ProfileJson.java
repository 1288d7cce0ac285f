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
import org.mlops4j.profile.PresenceBins;
import org.mlops4j.profile.Profile;

/**
 * The JSON form of a profile: {@code {"format": 1, "rows": n, "columns": [{"field", "edges", "atoms", "counts", "moments"}
 * or {"field", "words", "rare", "expectedUnseen", "counts"} or {"field", "counts", "moments"}]}}, each with a {@code
 * "summary"} if there is one. The order of edges, atoms and words is that of their bins. The binary form is the same
 * tree in CBOR.
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

    /** The binary form. */
    public static byte[] toBytes(Profile profile) {
        return Cbor.write(write(profile));
    }

    /** Reads either form; {@code what} names it in messages. */
    public static Profile read(String what, byte[] bytes) {
        try {
            Object json = Cbor.isCbor(bytes) ? Cbor.parse(bytes) : Json.parse(bytes);
            return read(JsonObject.of(what, json));
        } catch (JsonException e) {
            throw new JsonException(what + " is no profile: " + e.getMessage(), e);
        }
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

    /** The JSON form of bins alone: {@code {"edges", "atoms"}}, {@code {"words", "rare", "expectedUnseen"}} or none. */
    public static Map<String, Object> writeBins(Bins bins) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (bins instanceof NumericBins numbers) {
            double[] edges = new double[numbers.edgeCount()];
            Arrays.setAll(edges, numbers::edge);
            double[] atoms = new double[numbers.atomCount()];
            Arrays.setAll(atoms, numbers::atom);
            json.put("edges", Arrays.stream(edges).boxed().toList());
            json.put("atoms", Arrays.stream(atoms).boxed().toList());
        } else if (bins instanceof CategoryBins words) {
            json.put("words", words.words());
            json.put("rare", words.rare());
            json.put("expectedUnseen", words.expectedUnseen());
        }
        return json;
    }

    /** Reads the JSON form of bins, whatever else the object holds. */
    public static Bins readBins(JsonObject json) {
        if (json.has("edges")) {
            return NumericBins.of(json.numbers("edges"), json.numbers("atoms"));
        }
        return json.has("words")
                ? CategoryBins.of(json.texts("words"), json.texts("rare"), json.number("expectedUnseen"))
                : PresenceBins.INSTANCE;
    }

    private static Map<String, Object> writeColumn(ColumnProfile column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", SchemaJson.writeField(column.field()));
        json.putAll(writeBins(column.bins()));
        if (column.bins() instanceof NumericBins bins) {
            json.put("counts", writeNumberCounts(column, bins));
        } else if (column.bins() instanceof CategoryBins bins) {
            json.put("counts", writeWordCounts(column, bins));
        } else {
            json.put("counts", writePresence(column));
        }
        if (column.field().type().isNumeric()) {
            json.put("moments", SummaryJson.writeMoments(column.moments()));
        }
        column.summary().ifPresent(summary -> json.put("summary", SummaryJson.write(summary)));
        return json;
    }

    private static ColumnProfile readColumn(JsonObject json) {
        Field field = SchemaJson.readField(json.object("field"));
        Bins known = readBins(json);
        JsonObject given = json.object("counts");
        long[] counts;
        if (known instanceof NumericBins bins) {
            json.allowOnly("field", "edges", "atoms", "counts", "moments", "summary");
            counts = readNumberCounts(given, bins);
        } else if (known instanceof CategoryBins bins) {
            json.allowOnly("field", "words", "rare", "expectedUnseen", "counts", "summary");
            counts = readWordCounts(given, bins);
        } else {
            json.allowOnly("field", "counts", "moments", "summary");
            given.allowOnly("present", "missing");
            counts = new long[] {given.integer("present"), given.integer("missing")};
        }
        Moments moments = json.has("moments") ? SummaryJson.readMoments(json.object("moments")) : Moments.EMPTY;
        ColumnProfile column = ColumnProfile.of(field, known, counts, moments);
        return json.has("summary")
                ? column.withSummary(SummaryJson.read(json.object("summary"), field.type()))
                : column;
    }

    private static Map<String, Object> writePresence(ColumnProfile column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("present", column.total() - column.nulls());
        json.put("missing", column.nulls());
        return json;
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
