/**
 * Which requirements a version meets, fails, or cannot be told to meet, each with its evidence.
 *
 * <p>A {@link org.mlops4j.compliance.PolicyPack} is dated data: controls with their legal source and the check that
 * gathers the evidence. A report counts; it never says "compliant", because whether the evidence suffices is for people
 * to judge.
 *
 * <pre>{@code
 * ComplianceReport report = mlops.compliance().evaluate(version, Packs.foundation());
 * }</pre>
 */
@NullMarked
package org.mlops4j.compliance;

import org.jspecify.annotations.NullMarked;
