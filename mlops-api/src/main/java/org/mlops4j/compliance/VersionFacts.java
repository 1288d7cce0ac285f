package org.mlops4j.compliance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.identity.Approval;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;

/**
 * Everything the library itself knows about a version: the subject of the checks behind controls. What is asked for is
 * read then; more may be added as default methods.
 *
 * @since 0.1.0
 */
public interface VersionFacts {

    /**
     * The version.
     *
     * @return what was registered
     */
    ModelVersion version();

    /**
     * The moment for which the facts are asked.
     *
     * @return the time, by the clock of the library
     */
    Instant now();

    /**
     * Its evaluations.
     *
     * @return the evaluations, oldest first
     */
    List<RecordedEvaluation> evaluations();

    /**
     * Its approvals.
     *
     * @return the approvals, oldest first
     */
    List<Approval> approvals();

    /**
     * The moves that made it the champion.
     *
     * @return the moves, oldest first
     */
    List<AliasMove> promotions();

    /**
     * How many of its calls are in the log.
     *
     * @return a number from 0
     */
    long predictionsLogged();

    /**
     * What was done to the values of each input field before they were logged, as the log itself says.
     *
     * @return the actions seen, by field name; empty if no inputs were logged
     */
    Map<String, List<RedactionAction.Kind>> loggedActions();

    /**
     * The state of the audit log.
     *
     * @return what checking it found
     */
    AuditVerification audit();
}
