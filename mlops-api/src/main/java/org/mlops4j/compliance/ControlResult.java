package org.mlops4j.compliance;

import java.util.Objects;
import org.mlops4j.check.CheckResult;

/**
 * A control with its evidence.
 *
 * @param control the control
 * @param result what its check said, and on what evidence
 * @since 0.1.0
 */
public record ControlResult(Control control, CheckResult result) {

    /**
     * Checks the parts.
     *
     * @param control the control
     * @param result what its check said
     */
    public ControlResult {
        Objects.requireNonNull(control, "control");
        Objects.requireNonNull(result, "result");
    }

    /**
     * What the evidence says.
     *
     * @return the status
     */
    public ControlStatus status() {
        return ControlStatus.of(result.verdict());
    }
}
