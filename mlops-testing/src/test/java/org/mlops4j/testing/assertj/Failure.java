package org.mlops4j.testing.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a failed assertion says. */
final class Failure {

    private Failure() {}

    /** The message of an assertion that must fail. */
    static String of(ThrowingCallable assertion) {
        Throwable thrown = catchThrowable(assertion);
        assertThat(thrown).as("the assertion must fail").isInstanceOf(AssertionError.class);
        return thrown.getMessage();
    }
}
