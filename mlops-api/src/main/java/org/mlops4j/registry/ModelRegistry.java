package org.mlops4j.registry;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Approval;
import org.mlops4j.model.ModelFiles;
import org.mlops4j.profile.Profile;

/**
 * Versions of models, the facts about them, and the aliases that point at them.
 *
 * <p>Safe for use by many threads, and by several processes that share a home. Every change names an actor and a reason
 * and is an entry of the audit log; a new version and a moved alias are events too. Unless said otherwise, methods throw {@link ModelNotFoundException} for
 * a model, version or alias that does not exist, {@link IllegalArgumentException} for a malformed name or a blank reason,
 * {@link org.mlops4j.identity.UnauthorizedException} if the authorizer refuses, {@link
 * org.mlops4j.identity.IntegrityException} for stored bytes that are not what they were, {@link
 * java.io.UncheckedIOException} if reading or writing fails, and {@link IllegalStateException} after close.
 *
 * @since 0.1.0
 */
public interface ModelRegistry {

    /**
     * Registers a version: copies its files in, fixes its manifest, gives it the next number. Content that is already
     * registered is not registered twice: the version that holds it is returned, and stored files that were damaged
     * since are stored anew.
     *
     * @param registration what to register
     * @param actor who
     * @param reason why; not blank
     * @return the version, durable when this returns
     * @throws IllegalArgumentException if a source is no regular file, or holds serialized Java objects
     */
    ModelVersion register(Registration registration, Actor actor, String reason);

    /**
     * The models with at least one version.
     *
     * @return their names, sorted
     */
    List<String> models();

    /**
     * The versions of a model.
     *
     * @param model its name
     * @return the versions by number, at least one
     */
    List<ModelVersion> versions(String model);

    /**
     * The version a reference names.
     *
     * @param reference {@code name:3} or {@code name@champion}
     * @return the version
     */
    ModelVersion resolve(String reference);

    /**
     * The aliases of a model as they stand now.
     *
     * @param model its name
     * @return the aliases, sorted by name
     */
    List<Alias> aliases(String model);

    /**
     * An alias as it stands now.
     *
     * @param model name of the model
     * @param alias name of the alias
     * @return the alias, or empty if it was never set
     */
    Optional<Alias> alias(String model, String alias);

    /**
     * Points an alias at a version, whatever it pointed at before. An alias that points there already stays as it is:
     * there is no entry and no event, and a rollback still leads to another version.
     *
     * @param model name of the model
     * @param alias name of the alias: a lower-case letter, then lower-case letters, digits and dashes, at most 64;
     *     not {@code latest}, and not {@code v} with a number
     * @param version number of the version
     * @param actor who
     * @param reason why; not blank
     * @return the alias as it stands after the move
     */
    Alias moveAlias(String model, String alias, int version, Actor actor, String reason);

    /**
     * Points an alias at a version if it still points where the caller thinks it does.
     *
     * @param model name of the model
     * @param alias name of the alias
     * @param version number of the version
     * @param expected number of the version it points at now; 0 if it must not exist yet, never negative
     * @param actor who
     * @param reason why; not blank
     * @return the alias as it stands after the move
     * @throws RegistryConflictException if it points elsewhere
     */
    Alias moveAlias(String model, String alias, int version, int expected, Actor actor, String reason);

    /**
     * Points an alias at the version it pointed at before the last move; again, at the one before that. Of the moves of
     * an alias the last 100 can be rolled back.
     *
     * @param model name of the model
     * @param alias name of the alias
     * @param actor who
     * @param reason why; not blank
     * @return the alias as it stands after the move
     * @throws RegistryConflictException if there is nothing to roll back to, or somebody else moved it meanwhile
     */
    Alias rollback(String model, String alias, Actor actor, String reason);

    /**
     * All moves of the aliases of a model, in order.
     *
     * @param model its name
     * @return the moves, oldest first
     */
    List<AliasMove> history(String model);

    /**
     * Records how good a version is.
     *
     * @param version the version
     * @param report the evaluation
     * @param rows its rows, as many as the report counts: one field of role ID, one LABEL, one PREDICTION, any of role
     *     SLICE; kept so that two versions can be paired without running either
     * @param actor who
     * @param reason why; not blank
     * @return the report, naming its stored rows
     * @throws IllegalArgumentException if the rows lack one of these fields, or are not as many
     */
    EvaluationReport recordEvaluation(
            ModelVersion version, EvaluationReport report, Table rows, Actor actor, String reason);

    /**
     * The evaluations of a version.
     *
     * @param version the version
     * @return the evaluations, oldest first
     */
    List<RecordedEvaluation> evaluations(ModelVersion version);

    /**
     * The rows behind an evaluation.
     *
     * @param report an evaluation of this registry
     * @return the rows, or empty if they were not stored
     */
    Optional<Table> evaluationRows(EvaluationReport report);

    /**
     * Records an approval of a version.
     *
     * @param version the version
     * @param approver who approves
     * @param statement what they say; not blank
     * @return the approval
     */
    Approval approve(ModelVersion version, Actor approver, String statement);

    /**
     * The approvals of a version.
     *
     * @param version the version
     * @return the approvals, oldest first
     */
    List<Approval> approvals(ModelVersion version);

    /**
     * Sets a tag of a version.
     *
     * @param version the version
     * @param name name of the tag; not blank
     * @param value its value
     * @param actor who
     * @param reason why; not blank
     */
    void tag(ModelVersion version, String name, String value, Actor actor, String reason);

    /**
     * The tags of a version.
     *
     * @param version the version
     * @return the newest value of each tag, sorted by name
     */
    Map<String, String> tags(ModelVersion version);

    /**
     * The reference profile of a version.
     *
     * @param version the version
     * @return the profile, or empty if none was registered
     */
    Optional<Profile> profile(ModelVersion version);

    /**
     * Reads a file of a version; its digest is checked before the last byte is handed out.
     *
     * @param version the version
     * @param file name of the file
     * @return the bytes, to be closed after use; reading them to the end throws {@link java.io.IOException} if they are
     *     not what was registered
     */
    InputStream open(ModelVersion version, String file);

    /**
     * Lays out the files of a version in a directory for a loader, checking each digest first.
     *
     * @param version the version
     * @return the files
     */
    ModelFiles files(ModelVersion version);

    /**
     * Checks every stored byte of a version: its files, its profile and the rows of its evaluations against their
     * digests, its document and those of its facts against the audit log. Reads the whole audit log.
     *
     * @param version the version
     * @return what is wrong, each naming a file or a document; empty if all is well
     */
    List<String> verify(ModelVersion version);
}
