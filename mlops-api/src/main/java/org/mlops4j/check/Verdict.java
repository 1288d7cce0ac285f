package org.mlops4j.check;

import java.util.Collection;

/**
 * What a check says of its subject.
 *
 * @since 0.1.0
 */
public enum Verdict {
    /** The rule is kept. */
    PASS,
    /** The evidence does not allow a decision; a {@link Reason} says why. */
    INCONCLUSIVE,
    /** The rule is broken. */
    FAIL;

    /**
     * The verdict on a whole, from its parts: one FAIL fails it, otherwise one INCONCLUSIVE leaves it open.
     *
     * @param parts the verdicts of the parts
     * @return the worst of them; INCONCLUSIVE if there are none, since nothing was checked
     */
    public static Verdict worst(Collection<Verdict> parts) {
        return parts.stream().max(Verdict::compareTo).orElse(INCONCLUSIVE);
    }
}
