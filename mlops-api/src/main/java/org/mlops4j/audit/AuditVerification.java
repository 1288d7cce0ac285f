package org.mlops4j.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What checking a whole log found.
 *
 * @param origin name of the log
 * @param entries how many entries it has
 * @param firstIndex index of the first entry whose content is still there; above 0 if earlier ones were pruned, of which
 *     only the hashes could be checked
 * @param signed how many entries the newest checkpoint covers; those behind it are protected against accidents only
 * @param anchored how many entries the largest checkpoint covers that was compared and that a witness cosigned or
 *     somebody else kept; the holder of the key could have rewritten the others
 * @param problems what is wrong, each naming the entry or file; empty if all is well
 * @param warnings what is odd but shows no change of the log, for example a clock that was moved
 * @param otherLogs names of other logs that the anchors know of, such as those of other homes on the same registry; they
 *     were not checked
 * @since 0.1.0
 */
public record AuditVerification(
        String origin,
        long entries,
        long firstIndex,
        long signed,
        long anchored,
        List<String> problems,
        List<String> warnings,
        List<String> otherLogs) {

    /** What a report must say where no checkpoint was compared that a witness cosigned or somebody else kept. */
    public static final String SELF_SIGNED = "SELF-SIGNED, NOT INDEPENDENTLY TAMPER-EVIDENT";

    /**
     * Copies the lists.
     *
     * @param origin name of the log
     * @param entries how many entries it has
     * @param firstIndex index of the first entry whose content is still there
     * @param signed how many entries the newest checkpoint covers
     * @param anchored how many entries a checkpoint covers that does not rest on the key of the log alone
     * @param problems what is wrong
     * @param warnings what is odd but shows no change
     * @param otherLogs names of other logs that the anchors know of
     */
    public AuditVerification {
        Objects.requireNonNull(origin, "origin");
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        otherLogs = List.copyOf(otherLogs);
    }

    /**
     * Whether the log is what its signed checkpoint and its anchored checkpoints say.
     *
     * @return true if there is no problem
     */
    public boolean isIntact() {
        return problems.isEmpty();
    }

    /**
     * Whether any checkpoint was compared that a witness cosigned or somebody else kept. If not, the holder of the key
     * could have rewritten everything.
     *
     * @return true if at least one entry is covered by one
     */
    public boolean independent() {
        return anchored > 0;
    }

    /**
     * What the check does not rest on anybody but the holder of the key for.
     *
     * @return {@link #SELF_SIGNED}, with the entries it holds for if it does not hold for all; empty if it holds for none
     */
    public String selfSigned() {
        if (anchored == 0) {
            return SELF_SIGNED;
        }
        return anchored >= entries ? "" : range(anchored, entries) + " " + SELF_SIGNED;
    }

    /**
     * One line for reports.
     *
     * @return size, state, what was pruned or is unsigned, and how far somebody else vouches for it
     */
    @Override
    public String toString() {
        List<String> notes = new ArrayList<>();
        if (firstIndex > 0) {
            notes.add("pruned before entry " + firstIndex);
        }
        if (signed < entries) {
            notes.add(range(signed, entries) + " not signed yet");
        }
        if (!selfSigned().isEmpty()) {
            notes.add(selfSigned());
        }
        if (!otherLogs.isEmpty()) {
            notes.add("not checked: " + String.join(", ", otherLogs));
        }
        warnings.forEach(warning -> notes.add("warning: " + warning));
        String state = isIntact() ? "intact" : "NOT INTACT: " + String.join("; ", problems);
        return origin + ": " + entries + " entries, " + state
                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
    }

    private static String range(long from, long to) {
        return to - from == 1 ? "entry " + from : "entries " + from + " to " + (to - 1);
    }
}
