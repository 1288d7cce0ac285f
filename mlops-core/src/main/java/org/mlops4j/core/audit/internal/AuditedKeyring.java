package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.core.identity.internal.KeySeries;
import org.mlops4j.core.identity.internal.OwnedKeys;
import org.mlops4j.core.identity.internal.PreparedKey;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.KeyVersion;
import org.mlops4j.identity.Keyring;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.VersionedKey;

/**
 * Keys whose new versions are entries of the audit log, published together with them. The log itself takes its key from
 * the provider behind this: while it signs, nothing can be added to it.
 */
public final class AuditedKeyring implements Keyring, KeyProvider {

    static final String CREATE = "key.create";
    static final String ROTATE = "key.rotate";

    private static final String REF_KIND = "key";
    private static final Actor SERVICE = Actor.service("mlops");

    private final KeyProvider keys;
    private final TiledAuditLog audit;
    private final AccessControl access;
    private final Clock clock;

    /** The keys of a provider; those that are managed elsewhere are handed out as they are. */
    public AuditedKeyring(KeyProvider keys, TiledAuditLog audit, AccessControl access, Clock clock) {
        this.keys = keys;
        this.audit = audit;
        this.access = access;
        this.clock = clock;
    }

    /** Whether the document of a change is one of keys. */
    public static boolean isDocument(String key) {
        return key.startsWith(OwnedKeys.DOCUMENTS);
    }

    /** What a document of keys holds now, for the probe of the log. */
    public Optional<Digest> content(String document) {
        try {
            return keys instanceof OwnedKeys owned ? owned.content(document) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the document " + document + " could not be read: " + e.getMessage(), e);
        }
    }

    @Override
    public VersionedKey current(String name, KeyUse use) {
        return keys instanceof OwnedKeys owned
                ? owned.current(name, use, prepared -> publish(CREATE, SERVICE, "needed for the first time", prepared))
                : keys.current(name, use);
    }

    @Override
    public Optional<VersionedKey> find(String name, KeyUse use, int version) {
        return keys.find(name, use, version);
    }

    @Override
    public List<KeyVersion> list() {
        return owned("listed").list();
    }

    @Override
    public KeyVersion rotate(String name, KeyUse use, Actor actor, String reason) {
        KeySeries series = new KeySeries(name, use);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason for '" + ROTATE + "' must say why but was blank");
        }
        OwnedKeys owned = owned("rotated");
        Actor admitted = access.admit(actor, ROTATE, Ref.of(REF_KIND, series.toString()));
        return owned.rotate(series, prepared -> publish(ROTATE, admitted, reason, prepared));
    }

    private OwnedKeys owned(String what) {
        if (keys instanceof OwnedKeys owned) {
            return owned;
        }
        throw new MlopsException("keys come from " + keys.getClass().getName() + " and cannot be " + what
                + " here; use the tools of where they are kept");
    }

    private void publish(String action, Actor actor, String reason, PreparedKey prepared) {
        VersionedKey key = prepared.key();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("version", String.valueOf(key.version()));
        key.publicKey()
                .ifPresent(half -> details.put("public", Base64.getEncoder().encodeToString(half.getEncoded())));
        Ref subject = Ref.of(REF_KIND, new KeySeries(key.name(), key.use()).toString());
        audit.append(new AuditEntry(clock.instant(), actor, action, subject, reason, details), new Change() {
            @Override
            public String key() {
                return prepared.document();
            }

            @Override
            public Digest content() {
                return prepared.content();
            }

            @Override
            public void apply() throws IOException {
                prepared.publish();
            }
        });
    }
}
