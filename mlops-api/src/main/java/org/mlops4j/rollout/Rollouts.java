package org.mlops4j.rollout;

import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;

/**
 * Promotes versions through gates and takes them back. The alias that serves is {@code champion}. Safe for use by many
 * threads. Methods throw what {@link org.mlops4j.registry.ModelRegistry} throws.
 *
 * @since 0.1.0
 */
public interface Rollouts {

    /**
     * Asks a gate about a candidate, on the recorded facts of the candidate and of the version in use. Changes nothing
     * but the audit log, where the decision is recorded.
     *
     * @param candidate the version that wants in
     * @param gate the checks
     * @param actor who asks
     * @param reason why; not blank
     * @return the decision, not promoted
     */
    GateDecision decide(ModelVersion candidate, Gate gate, Actor actor, String reason);

    /**
     * Asks a gate and, if it passes, points {@code champion} at the candidate, provided that the version in use is still
     * the one the gate compared with.
     *
     * @param candidate the version that wants in
     * @param gate the checks
     * @param actor who asks
     * @param reason why; not blank
     * @return the decision, promoted or not
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
