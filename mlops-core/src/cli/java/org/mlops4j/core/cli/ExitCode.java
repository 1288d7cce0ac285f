package org.mlops4j.core.cli;

import org.mlops4j.check.Verdict;

/** What the process says to the shell. */
final class ExitCode {

    /** A check passed, or the work is done. */
    static final int DONE = 0;
    /** A check failed. */
    static final int FAILED = 1;
    /** The command, its options or its input are wrong. */
    static final int USAGE = 2;
    /** The evidence does not decide, or there is no data. */
    static final int INCONCLUSIVE = 3;
    /** Somebody else changed the thing first. */
    static final int CONFLICT = 4;

    private ExitCode() {}

    static int of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> DONE;
            case FAIL -> FAILED;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }
}
