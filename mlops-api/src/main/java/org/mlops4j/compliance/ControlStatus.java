package org.mlops4j.compliance;

import org.mlops4j.check.Verdict;

/**
 * What the evidence says of a control.
 *
 * @since 0.1.0
 */
public enum ControlStatus {
    /** The evidence is there and meets the control. */
    PASS,
    /** The evidence is missing, stale or not sufficient to tell. */
    UNKNOWN,
    /** The evidence is there and does not meet the control. */
    FAIL;

    /**
     * The status of a control whose check gave this verdict.
     *
     * @param verdict the verdict
     * @return PASS, FAIL, or UNKNOWN for INCONCLUSIVE
     */
    public static ControlStatus of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case INCONCLUSIVE -> UNKNOWN;
        };
    }
}
