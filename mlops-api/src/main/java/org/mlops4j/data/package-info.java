/**
 * What data means and how it is held: {@link org.mlops4j.data.Schema}, {@link org.mlops4j.data.Table}, and {@link
 * org.mlops4j.data.Features}, the one path from an application's object to numbers.
 *
 * <p>A feature mapping is written once and feeds the model, the prediction log, the profiles and the tests, so that
 * training and serving cannot drift apart by accident:
 *
 * <pre>{@code
 * record Loan(double amount, @SchemaField(roles = {FEATURE, PROTECTED}, sensitivity = PERSONAL) int age, Job job) {}
 *
 * Features<Loan> features = Features.of(Loan.class);
 * Table table = Table.of(loans, features);
 * }</pre>
 *
 * <p>Three states are kept apart everywhere: a value, {@code null} (missing), and for floating-point fields NaN (a value
 * that says "not a number"). Times are UTC instants. All types here are immutable and safe to share between threads,
 * except builders.
 */
@NullMarked
package org.mlops4j.data;

import org.jspecify.annotations.NullMarked;
