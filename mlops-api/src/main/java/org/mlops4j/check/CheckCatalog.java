package org.mlops4j.check;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All kinds of checks an installation knows, built-in and foreign alike.
 *
 * @since 0.1.0
 */
public final class CheckCatalog {

    private final Map<String, CheckKind> kinds;

    private CheckCatalog(Map<String, CheckKind> kinds) {
        this.kinds = kinds;
    }

    /**
     * A catalog of these kinds.
     *
     * @param kinds the kinds
     * @return the catalog
     * @throws IllegalArgumentException if two providers give one kind, with both named
     */
    public static CheckCatalog of(Collection<? extends CheckKind> kinds) {
        Map<String, CheckKind> known = new TreeMap<>();
        for (CheckKind kind : kinds) {
            CheckKind other = known.putIfAbsent(kind.kind(), kind);
            if (other != null) {
                throw new IllegalArgumentException("kind of check '" + kind.kind() + "' must have one provider but has "
                        + other.getClass().getName() + " and " + kind.getClass().getName());
            }
        }
        return new CheckCatalog(known);
    }

    /**
     * The names of the kinds known.
     *
     * @return a sorted set
     */
    public Set<String> kinds() {
        return Collections.unmodifiableSet(kinds.keySet());
    }

    /**
     * Builds a check.
     *
     * @param spec the check as data
     * @return the check
     * @throws IllegalArgumentException if the kind is not known, with those that are, or a parameter is wrong
     */
    public Check<?> create(CheckSpec spec) {
        CheckKind kind = kinds.get(spec.kind());
        if (kind == null) {
            throw new IllegalArgumentException("unknown kind of check '" + spec.kind() + "'; known are "
                    + kinds.keySet() + "; a foreign kind needs its jar on the class path");
        }
        return kind.create(spec);
    }
}
