/**
 * AssertJ assertions on tables, evaluations, drift reports, versions and compliance reports.
 *
 * <pre>{@code
 * import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;
 *
 * assertThat(evaluation).metric(Metrics.rocAuc()).isAtLeast(0.80);
 * assertThat(candidate).isNotWorseThan(champion, Metrics.rocAuc(), 0.02);
 * assertThat(table).conformsTo(schema).hasNoDriftFrom(reference);
 * }</pre>
 *
 * <p>An assertion on a statistic passes only if there is evidence: what cannot be told fails, and the message says what
 * is missing. {@link org.mlops4j.testing.assertj.MlopsSoftAssertions} collects failures. Assertions are used by one
 * thread.
 */
@NullMarked
package org.mlops4j.testing.assertj;

import org.jspecify.annotations.NullMarked;
