package org.mlops4j.core.registry.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
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
import org.mlops4j.identity.IntegrityException;
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

/**
 * The registry over a store of documents and a store of blobs. After {@link #close()} every call is refused; the stores
 * are the caller's to close.
 */
public final class StoredModelRegistry implements ModelRegistry, AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final Versions versions;
    private final Aliases aliases;
    private final Facts facts;
    private final Blobs blobs;
    private final Verification verification;
    private final EventBus events;
    private final Workspace workspace;
    private volatile boolean closed;

    /** A registry whose changes are entries of the audit log; models are laid out for loading in the workspace. */
    public StoredModelRegistry(
            RegistryStore store,
            BlobStore blobStore,
            TiledAuditLog audit,
            EventBus events,
            AccessControl access,
            Clock clock,
            Workspace workspace) {
        Changes changes = new Changes(store, audit, access, clock);
        this.blobs = new Blobs(blobStore);
        this.versions = new Versions(store, blobs, changes);
        this.aliases = new Aliases(store, changes, audit, versions);
        this.facts = new Facts(store, blobs, changes);
        this.verification = new Verification(store, audit, blobs, facts);
        this.events = events;
        this.workspace = workspace;
    }

    @Override
    public ModelVersion register(Registration registration, Actor actor, String reason) {
        Versions.Registered registered = versions().register(registration, actor, reason);
        ModelVersion version = registered.version();
        if (registered.isNew()) {
            events.publish(new VersionRegistered(version.registeredAt(), version.registeredBy(), version));
        }
        return version;
    }

    @Override
    public List<String> models() {
        return versions().models();
    }

    @Override
    public List<ModelVersion> versions(String model) {
        return versions().all(model);
    }

    @Override
    public ModelVersion resolve(String reference) {
        int at = reference.indexOf('@');
        if (at > 0) {
            return pointedAt(reference.substring(0, at), reference.substring(at + 1));
        }
        int colon = reference.lastIndexOf(':');
        if (colon > 0 && NUMBER.matcher(reference.substring(colon + 1)).matches()) {
            return versions().get(reference.substring(0, colon), Integer.parseInt(reference.substring(colon + 1)));
        }
        throw new IllegalArgumentException(
                "reference must be a name with a version or an alias, such as credit:3 or credit@champion, but was '"
                        + reference + "'");
    }

    private ModelVersion pointedAt(String model, String name) {
        Alias alias = alias(model, name)
                .orElseThrow(() -> new ModelNotFoundException("model '" + model + "' has no alias '" + name
                        + "'; it has "
                        + Versions.some(aliases(model).stream().map(Alias::name).toList())));
        ModelVersion version = versions().get(model, alias.version());
        if (!version.digest().equals(alias.digest())) {
            throw new IntegrityException(alias.id() + " points at version " + version.number() + " with digest "
                    + alias.digest().shortHex() + "… but that version has "
                    + version.digest().shortHex() + "…; restore the folder 'registry' from a backup");
        }
        return version;
    }

    @Override
    public List<Alias> aliases(String model) {
        versions().requireModel(model);
        return aliases.all(model);
    }

    @Override
    public Optional<Alias> alias(String model, String alias) {
        Optional<Alias> known = aliases().get(model, alias);
        if (known.isEmpty()) {
            versions.requireModel(model);
        }
        return known;
    }

    @Override
    public Alias moveAlias(String model, String alias, int version, Actor actor, String reason) {
        return announce(aliases().move(model, alias, version, OptionalInt.empty(), actor, reason));
    }

    @Override
    public Alias moveAlias(String model, String alias, int version, int expected, Actor actor, String reason) {
        return announce(aliases().move(model, alias, version, OptionalInt.of(expected), actor, reason));
    }

    @Override
    public Alias rollback(String model, String alias, Actor actor, String reason) {
        return announce(aliases().rollBack(model, alias, actor, reason));
    }

    @Override
    public List<AliasMove> history(String model) {
        versions().requireModel(model);
        return aliases.history(model);
    }

    @Override
    public EvaluationReport recordEvaluation(
            ModelVersion version, EvaluationReport report, Table rows, Actor actor, String reason) {
        return facts().evaluate(known(version), report, rows, actor, reason);
    }

    @Override
    public List<RecordedEvaluation> evaluations(ModelVersion version) {
        return facts().evaluations(known(version));
    }

    @Override
    public Optional<Table> evaluationRows(EvaluationReport report) {
        return facts().rows(report);
    }

    @Override
    public Approval approve(ModelVersion version, Actor approver, String statement) {
        return facts().approve(known(version), approver, statement);
    }

    @Override
    public List<Approval> approvals(ModelVersion version) {
        return facts().approvals(known(version));
    }

    @Override
    public void tag(ModelVersion version, String name, String value, Actor actor, String reason) {
        facts().tag(known(version), name, value, actor, reason);
    }

    @Override
    public Map<String, String> tags(ModelVersion version) {
        return facts().tags(known(version));
    }

    @Override
    public Optional<Profile> profile(ModelVersion version) {
        String what = Blobs.whatProfile(version);
        Blobs known = blobs();
        return version.manifest()
                .profile()
                .map(digest -> ProfileJson.read(Json.parseObject(what, known.read(what, digest))));
    }

    @Override
    public InputStream open(ModelVersion version, String file) {
        return blobs().open(Blobs.what(version, file), file(version, file).digest());
    }

    @Override
    public ModelFiles files(ModelVersion version) {
        Blobs known = blobs();
        Workspace.Layout layout = workspace.layout(version.digest().hex());
        try {
            for (ModelFile file : version.manifest().files()) {
                layOut(known, version, file, layout);
            }
            return new LaidOutFiles(version, layout.directory());
        } catch (RuntimeException e) {
            discard(layout, e);
            throw e;
        }
    }

    private static void layOut(Blobs blobs, ModelVersion version, ModelFile file, Workspace.Layout layout) {
        String what = Blobs.what(version, file.name());
        try (InputStream in = blobs.open(what, file.digest());
                OutputStream out = layout.create(file.name())) {
            in.transferTo(out);
        } catch (Blobs.CorruptBlobException e) {
            throw e.asDamage();
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be laid out: " + e.getMessage(), e);
        }
    }

    /** A service tries again and again to load what it cannot: each try must leave nothing behind. */
    private static void discard(Workspace.Layout layout, RuntimeException cause) {
        try {
            layout.discard();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public List<String> verify(ModelVersion version) {
        requireOpen();
        return verification.problems(version);
    }

    /** Refuses every later call; calls under way end as they would have. */
    @Override
    public void close() {
        closed = true;
    }

    private Versions versions() {
        requireOpen();
        return versions;
    }

    private Aliases aliases() {
        requireOpen();
        return aliases;
    }

    private Facts facts() {
        requireOpen();
        return facts;
    }

    private Blobs blobs() {
        requireOpen();
        return blobs;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the library is closed; open the home again");
        }
    }

    private Alias announce(Aliases.Moved moved) {
        moved.move().ifPresent(move -> events.publish(new AliasMoved(move)));
        return moved.alias();
    }

    /** Facts are kept for versions of this registry only. */
    private ModelVersion known(ModelVersion version) {
        return KnownVersion.require(this, version);
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
}
