package org.mlops4j.audit;

import java.util.List;
import java.util.Objects;

/**
 * What checking a whole log found.
 *
 * @param origin name of the log
 * @param entries how many entries were checked
 * @param problems what is wrong, each naming the entry or file; empty if all is well
 * @param independent whether a checkpoint kept by somebody else was compared; if not, the holder of the key could have
 *     rewritten everything
 * @since 0.1.0
 */
public record AuditVerification(String origin, long entries, List<String> problems, boolean independent) {

    /** What a report must say where no checkpoint kept by somebody else was compared. */
    public static final String SELF_SIGNED = "SELF-SIGNED, NOT INDEPENDENTLY TAMPER-EVIDENT";

    /**
     * Copies the list.
     *
     * @param origin name of the log
     * @param entries how many entries were checked
     * @param problems what is wrong
     * @param independent whether a checkpoint kept by somebody else was compared
     */
    public AuditVerification {
        Objects.requireNonNull(origin, "origin");
        problems = List.copyOf(problems);
    }

    /**
     * Whether the log is what its signed checkpoint says.
     *
     * @return true if there is no problem
     */
    public boolean isIntact() {
        return problems.isEmpty();
    }

    /**
     * One line for reports.
     *
     * @return size, state, and whether it is independently so
     */
    @Override
    public String toString() {
        String state = isIntact() ? "intact" : "NOT INTACT: " + String.join("; ", problems);
        return origin + ": " + entries + " entries, " + state + (independent ? "" : " (" + SELF_SIGNED + ")");
    }
}
