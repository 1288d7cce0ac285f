package org.mlops4j.testing.assertj;

import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckResult;

/**
 * Assertions on a subject of checks.
 *
 * @param <S> the assertions
 * @param <A> the subject
 * @since 0.1.0
 */
public abstract class AbstractCheckedAssert<S extends AbstractCheckedAssert<S, A>, A> extends AbstractAssert<S, A> {

    /**
     * Assertions on a subject.
     *
     * @param actual the subject
     * @param selfType class of the assertions
     */
    protected AbstractCheckedAssert(@Nullable A actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /**
     * Passes if a check passes; one that fails, or cannot tell, fails with its explanation.
     *
     * @param check the check
     * @return these assertions
     */
    public S satisfies(Check<? super A> check) {
        Objects.requireNonNull(check, "check");
        isNotNull();
        return passes(check.run(actual));
    }

    /** Fails with the explanation of a result that is not a PASS. */
    S passes(CheckResult result) {
        if (!result.isPassed()) {
            fails(result.explain());
        }
        return myself;
    }

    /** Fails with a text that may hold percent signs, and a stack that begins where the assertion was written. */
    final void fails(String message) {
        AssertionError error = failure("%s", message);
        error.setStackTrace(Arrays.stream(error.getStackTrace())
                .filter(frame -> !isOurs(frame.getClassName()))
                .toArray(StackTraceElement[]::new));
        throw error;
    }

    private static boolean isOurs(String className) {
        return className.startsWith(AbstractCheckedAssert.class.getPackageName() + ".") && className.endsWith("Assert");
    }
}
