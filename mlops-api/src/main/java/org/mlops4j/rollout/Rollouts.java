package org.mlops4j.rollout;

import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;

/**
 * Promotes versions through gates and takes them back. The alias that serves is {@code champion}. Safe for use by many
 * threads. Methods throw what {@link org.mlops4j.registry.ModelRegistry} throws, and {@link IllegalStateException} once
 * the library is closed.
 *
 * @since 0.1.0
 */
public interface Rollouts {

    /**
     * Asks a gate about a candidate, on the recorded facts of the candidate and of the version in use. Changes nothing
     * but the audit log, where the decision is recorded with the evidence it rests on.
     *
     * <p>Checks of an evaluation see the newest of the candidate whose rows are recorded; checks of a pair see the newest
     * whose data set the version in use was evaluated on too, row by row. What is missing is INCONCLUSIVE, so a check
     * against the version in use does not pass where there is none.
     *
     * @param candidate the version that wants in
     * @param gate the checks
     * @param actor who asks
     * @param reason why; not blank
     * @return the decision, not promoted
     * @throws IllegalArgumentException if a check is of a kind that is not known here
     */
    GateDecision decide(ModelVersion candidate, Gate gate, Actor actor, String reason);

    /**
     * Asks a gate and, if it passes, points {@code champion} at the candidate, provided that the version in use is still
     * the one the gate compared with. INCONCLUSIVE does not pass. If the candidate is in use already, nothing is moved.
     *
     * @param candidate the version that wants in
     * @param gate the checks
     * @param actor who asks
     * @param reason why; not blank
     * @return the decision, promoted or not
     * @throws IllegalArgumentException if a check is of a kind that is not known here
     * @throws org.mlops4j.registry.RegistryConflictException if somebody else moved the alias meanwhile
     */
    GateDecision promote(ModelVersion candidate, Gate gate, Actor actor, String reason);

    /**
     * Points {@code champion} at the version it pointed at before.
     *
     * @param model name of the model
     * @param actor who
     * @param reason why; not blank
     * @return the alias as it stands after the move
     * @throws org.mlops4j.registry.RegistryConflictException if there is no earlier version
     */
    Alias rollBack(String model, Actor actor, String reason);
}
