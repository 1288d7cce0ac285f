package org.mlops4j.core.privacy.internal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;

/**
 * Rules compiled for one schema and one reference profile: one action, bins and pseudonyms per field position. A field
 * under BUCKET without bins in the reference is dropped.
 */
public final class Redactor {

    private final RedactionAction.Kind[] actions;
    private final @Nullable Bins[] bins;
    private final @Nullable Pseudonyms[] pseudonyms;

    private Redactor(RedactionAction.Kind[] actions, @Nullable Bins[] bins, @Nullable Pseudonyms[] pseudonyms) {
        this.actions = actions;
        this.bins = bins;
        this.pseudonyms = pseudonyms;
    }

    /** Compiles rules; a schema without a reference profile has no bins. */
    public static Redactor compile(Schema schema, RedactionRules rules, @Nullable Profile reference, KeyProvider keys) {
        int size = schema.size();
        RedactionAction.Kind[] actions = new RedactionAction.Kind[size];
        @Nullable Bins[] bins = new Bins[size];
        @Nullable Pseudonyms[] pseudonyms = new Pseudonyms[size];
        Map<String, Pseudonyms> byKey = new HashMap<>();
        for (int i = 0; i < size; i++) {
            String name = schema.field(i).name();
            RedactionAction action = rules.action(name);
            bins[i] = reference == null
                    ? null
                    : reference
                            .column(name)
                            .filter(ColumnProfile::isFrozen)
                            .map(ColumnProfile::bins)
                            .orElse(null);
            actions[i] = action.kind() == RedactionAction.Kind.BUCKET && bins[i] == null
                    ? RedactionAction.Kind.DROP
                    : action.kind();
            String key = action.keyOrNull();
            if (key != null) {
                pseudonyms[i] = byKey.computeIfAbsent(key, any -> new Pseudonyms(keys.current(any, KeyUse.HMAC)));
            }
        }
        return new Redactor(actions, bins, pseudonyms);
    }

    /** What happens to a field's values. */
    public RedactionAction.Kind action(int field) {
        return actions[field];
    }

    /** Where a field's values are counted, or null if the reference does not say. */
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
