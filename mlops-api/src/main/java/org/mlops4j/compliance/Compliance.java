package org.mlops4j.compliance;

import org.mlops4j.registry.ModelVersion;

/**
 * Holds versions against policy packs. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface Compliance {

    /**
     * Evaluates every control of a pack on the facts about a version. Changes nothing but the audit log, where the result
     * is recorded; in a home that cannot be written to, as an auditor's copy may be, it is not.
     *
     * @param version the version
     * @param pack the controls
     * @return one result a control
     * @throws org.mlops4j.registry.ModelNotFoundException if there is no such version
     * @throws IllegalArgumentException if a control's check is of an unknown kind
     * @throws IllegalStateException if the library is closed
     */
    ComplianceReport evaluate(ModelVersion version, PolicyPack pack);
}
