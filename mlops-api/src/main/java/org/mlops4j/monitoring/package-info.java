/**
 * Looks at a window of the prediction log with the same checks as a test or a gate, and raises an {@link
 * org.mlops4j.monitoring.Alert} when one fails.
 *
 * <pre>{@code
 * MonitoringReport report = mlops.monitoring().monitor("credit").window(from, to).run();
 * report.alerts().forEach(alert -> page(alert.result().explain()));
 * }</pre>
 */
@NullMarked
package org.mlops4j.monitoring;

import org.jspecify.annotations.NullMarked;
