package org.mlops4j.core.privacy.internal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;

/**
 * Rules compiled for one schema and one reference profile: one action, bins and pseudonyms per field position. A field
 * under BUCKET without bins in the reference that fit its type is dropped. Pseudonyms are made with the key that is the
 * newest when the rules are compiled. Immutable.
 */
public final class Redactor {

    /** More bins than the log's two bytes can number; the last number stands for none. */
    private static final int TOO_MANY_BINS = 0xFFFF;

    private final DataType[] types;
    /** What the log asks first for every value, in one look: the kind of a kept field, null for the others. */
    private final DataType.@Nullable Kind[] kept;

    private final RedactionAction.Kind[] actions;
    private final @Nullable Bins[] bins;
    private final @Nullable Pseudonyms[] pseudonyms;

    private Redactor(int size) {
        types = new DataType[size];
        kept = new DataType.Kind[size];
        actions = new RedactionAction.Kind[size];
        bins = new Bins[size];
        pseudonyms = new Pseudonyms[size];
    }

    /** Compiles rules; a schema without a reference profile has no bins. */
    public static Redactor compile(Schema schema, RedactionRules rules, @Nullable Profile reference, KeyProvider keys) {
        Redactor redactor = new Redactor(schema.size());
        Map<String, Pseudonyms> byKey = new HashMap<>();
        for (int i = 0; i < schema.size(); i++) {
            RedactionAction action = rules.action(schema.field(i).name());
            boolean isBucket = action.kind() == RedactionAction.Kind.BUCKET;
            boolean isCounted = isBucket || action.kind() == RedactionAction.Kind.PSEUDONYM;
            Bins known = isCounted ? binsOf(schema, i, reference) : null;
            redactor.types[i] = schema.field(i).type();
            redactor.kept[i] = action.keepsValue() ? redactor.types[i].kind() : null;
            redactor.bins[i] = known;
            redactor.actions[i] = isBucket && known == null ? RedactionAction.Kind.DROP : action.kind();
            String key = action.keyOrNull();
            if (key != null) {
                redactor.pseudonyms[i] =
                        byKey.computeIfAbsent(key, any -> new Pseudonyms(keys.current(any, KeyUse.HMAC)));
            }
        }
        return redactor;
    }

    private static @Nullable Bins binsOf(Schema schema, int field, @Nullable Profile reference) {
        ColumnProfile column = reference == null
                ? null
                : reference.column(schema.field(field).name()).orElse(null);
        if (column == null || !column.isFrozen()) {
            return null;
        }
        DataType type = schema.field(field).type();
        boolean fits = column.bins() instanceof CategoryBins ? type.isText() : type.isNumeric();
        return fits && column.bins().size() < TOO_MANY_BINS ? column.bins() : null;
    }

    /** How many fields there are. */
    public int size() {
        return types.length;
    }

    /** The type of a field's values. */
    public DataType type(int field) {
        return types[field];
    }

    /** Whether a field is of this kind and its values are kept. */
    public boolean keeps(int field, DataType.Kind kind) {
        return kept[field] == kind;
    }

    /** What happens to a field's values. */
    public RedactionAction.Kind action(int field) {
        return actions[field];
    }

    /** Where the values of a field under BUCKET or PSEUDONYM are counted; null for others, or if nobody says. */
    public @Nullable Bins bins(int field) {
        return bins[field];
    }

    /** The pseudonym of a field's value; the field's action must be PSEUDONYM. */
    public String pseudonym(int field, String value) {
        Pseudonyms of = pseudonyms[field];
        if (of == null) {
            throw new IllegalStateException("field " + field + " has no pseudonyms");
        }
        return of.of(value);
    }
}
