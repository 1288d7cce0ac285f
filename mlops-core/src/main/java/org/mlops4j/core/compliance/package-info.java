/**
 * The policy packs that come with the library, and the checks on facts they are made of.
 *
 * <pre>{@code
 * ComplianceReport report = mlops.compliance().evaluate(version, Packs.foundation());
 * }</pre>
 *
 * <p>Everything here is immutable and safe to share between threads. Not legal advice.
 */
@NullMarked
package org.mlops4j.core.compliance;

import org.jspecify.annotations.NullMarked;
