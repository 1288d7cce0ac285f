package org.mlops4j.core.registry.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.event.internal.EventBus;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.core.io.internal.Workspace;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.profile.internal.ProfileJson;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Approval;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.model.ModelFiles;
import org.mlops4j.profile.Profile;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.AliasMoved;
import org.mlops4j.registry.BlobStore;
import org.mlops4j.registry.ModelFile;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;
import org.mlops4j.registry.Registration;
import org.mlops4j.registry.RegistryStore;
import org.mlops4j.registry.VersionRegistered;

/** The registry over a store of documents and a store of blobs. */
public final class StoredModelRegistry implements ModelRegistry {

    private final Versions versions;
    private final Aliases aliases;
    private final Facts facts;
    private final Blobs blobs;
    private final EventBus events;
    private final Workspace workspace;

    /** A registry whose changes are entries of the audit log; models are laid out for loading in the workspace. */
    public StoredModelRegistry(
            RegistryStore store,
            BlobStore blobStore,
            TiledAuditLog audit,
            EventBus events,
            AccessControl access,
            Clock clock,
            Workspace workspace) {
        Changes changes = new Changes(audit, access, clock);
        this.blobs = new Blobs(blobStore);
        this.versions = new Versions(store, blobs, changes);
        this.aliases = new Aliases(store, changes, audit);
        this.facts = new Facts(store, blobs, changes);
        this.events = events;
        this.workspace = workspace;
    }

    @Override
    public ModelVersion register(Registration registration, Actor actor, String reason) {
        ModelVersion version = versions.register(registration, actor, reason);
        events.publish(new VersionRegistered(version.registeredAt(), version.registeredBy(), version));
        return version;
    }

    @Override
    public List<String> models() {
        return versions.models();
    }

    @Override
    public List<ModelVersion> versions(String model) {
        List<ModelVersion> all = versions.all(model);
        if (all.isEmpty()) {
            throw new ModelNotFoundException("no model '" + model + "' is registered; known are " + models());
        }
        return all;
    }

    @Override
    public ModelVersion resolve(String reference) {
        int at = reference.indexOf('@');
        if (at > 0) {
            String model = reference.substring(0, at);
            Alias alias = alias(model, reference.substring(at + 1))
                    .orElseThrow(() -> new ModelNotFoundException("model '" + model + "' has no alias '"
                            + reference.substring(at + 1) + "'; it has "
                            + aliases(model).stream().map(Alias::name).toList()));
            return versions.get(model, alias.version());
        }
        int colon = reference.lastIndexOf(':');
        if (colon > 0 && reference.substring(colon + 1).matches("[1-9][0-9]{0,8}")) {
            return versions.get(reference.substring(0, colon), Integer.parseInt(reference.substring(colon + 1)));
        }
        throw new IllegalArgumentException(
                "reference must be a name with a version or an alias, such as credit:3 or credit@champion, but was '"
                        + reference + "'");
    }

    @Override
    public List<Alias> aliases(String model) {
        return aliases.all(model);
    }

    @Override
    public Optional<Alias> alias(String model, String alias) {
        Aliases.requireName(alias);
        return aliases.get(model, alias);
    }

    @Override
    public Alias moveAlias(String model, String alias, int version, Actor actor, String reason) {
        return announce(aliases.move(versions.get(model, version), alias, OptionalInt.empty(), actor, reason));
    }

    @Override
    public Alias moveAlias(String model, String alias, int version, int expected, Actor actor, String reason) {
        return announce(aliases.move(versions.get(model, version), alias, OptionalInt.of(expected), actor, reason));
    }

    @Override
    public Alias rollback(String model, String alias, Actor actor, String reason) {
        return announce(aliases.rollBack(model, alias, versions, actor, reason));
    }

    @Override
    public List<AliasMove> history(String model) {
        versions(model);
        return aliases.history(model);
    }

    @Override
    public EvaluationReport recordEvaluation(
            ModelVersion version, EvaluationReport report, Table rows, Actor actor, String reason) {
        return facts.evaluate(known(version), report, rows, actor, reason);
    }

    @Override
    public List<RecordedEvaluation> evaluations(ModelVersion version) {
        return facts.evaluations(known(version));
    }

    @Override
    public Optional<Table> evaluationRows(EvaluationReport report) {
        return facts.rows(report);
    }

    @Override
    public Approval approve(ModelVersion version, Actor approver, String statement) {
        return facts.approve(known(version), approver, statement);
    }

    @Override
    public List<Approval> approvals(ModelVersion version) {
        return facts.approvals(known(version));
    }

    @Override
    public void tag(ModelVersion version, String name, String value, Actor actor, String reason) {
        facts.tag(known(version), name, value, actor, reason);
    }

    @Override
    public Map<String, String> tags(ModelVersion version) {
        return facts.tags(known(version));
    }

    @Override
    public Optional<Profile> profile(ModelVersion version) {
        String what = "reference profile of " + version.id();
        return version.manifest()
                .profile()
                .map(digest -> ProfileJson.read(Json.parseObject(what, blobs.read(what, digest))));
    }

    @Override
    public InputStream open(ModelVersion version, String file) {
        return blobs.open(what(version, file), file(version, file).digest());
    }

    @Override
    public ModelFiles files(ModelVersion version) {
        Workspace.Layout layout = workspace.layout(version.digest().hex());
        for (ModelFile file : version.manifest().files()) {
            try (InputStream in = blobs.open(what(version, file.name()), file.digest());
                    OutputStream out = layout.create(file.name())) {
                in.transferTo(out);
            } catch (Blobs.CorruptBlobException e) {
                throw e.asDamage();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        what(version, file.name()) + " cannot be laid out: " + e.getMessage(), e);
            }
        }
        return new LaidOutFiles(version, layout.directory());
    }

    @Override
    public List<String> verify(ModelVersion version) {
        List<String> problems = new ArrayList<>();
        for (ModelFile file : version.manifest().files()) {
            check(problems, what(version, file.name()), file.digest());
        }
        version.manifest()
                .profile()
                .ifPresent(digest -> check(problems, "reference profile of " + version.id(), digest));
        for (RecordedEvaluation evaluation : evaluations(version)) {
            evaluation
                    .report()
                    .rows()
                    .ifPresent(digest -> check(
                            problems,
                            "rows of evaluation '" + evaluation.report().dataset() + "'",
                            digest));
        }
        return problems;
    }

    private void check(List<String> problems, String what, Digest digest) {
        try (InputStream in = blobs.open(what, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | MlopsException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private Alias announce(AliasMove move) {
        events.publish(new AliasMoved(move));
        return new Alias(
                move.model(),
                move.alias(),
                move.to(),
                versions.get(move.model(), move.to()).digest(),
                move.revision());
    }

    /** Facts are kept for versions of this registry only. */
    private ModelVersion known(ModelVersion version) {
        ModelVersion here = versions.get(version.model(), version.number());
        if (!here.digest().equals(version.digest())) {
            throw new ModelNotFoundException(version + " is not of this registry, where " + here.id() + " has digest "
                    + here.digest().shortHex());
        }
        return here;
    }

    private static ModelFile file(ModelVersion version, String name) {
        return version.manifest().files().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelNotFoundException(version.id() + " has no file '" + name + "'; it has "
                        + version.manifest().files().stream()
                                .map(ModelFile::name)
                                .toList()));
    }

    private static String what(ModelVersion version, String file) {
        return "file '" + file + "' of " + version.id();
    }
}
