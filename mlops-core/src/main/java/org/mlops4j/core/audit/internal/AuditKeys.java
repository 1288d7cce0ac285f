package org.mlops4j.core.audit.internal;

import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

/** The keys that sign the checkpoints of a log: the newest signs, all of them check. */
final class AuditKeys {

    private static final String NAME = "audit";

    private final KeyProvider provider;
    private final String origin;

    AuditKeys(KeyProvider provider, String origin) {
        this.provider = provider;
        this.origin = origin;
    }

    /** The key that signs now. */
    NoteKey current() {
        return noteKey(provider.current(NAME, KeyUse.SIGNING));
    }

    /** All keys that may have signed, the newest first. */
    List<NoteKey> known() {
        VersionedKey newest = provider.current(NAME, KeyUse.SIGNING);
        List<NoteKey> keys = new ArrayList<>();
        keys.add(noteKey(newest));
        for (int version = newest.version() - 1; version > 0; version--) {
            provider.find(NAME, KeyUse.SIGNING, version).map(this::noteKey).ifPresent(keys::add);
        }
        return keys;
    }

    /** Signs with the newest key. */
    Checkpoint sign(long size, byte[] root) {
        VersionedKey key = provider.current(NAME, KeyUse.SIGNING);
        Key secret = key.secret();
        if (!(secret instanceof PrivateKey privateKey)) {
            throw new MlopsException("key " + key + " must hold an Ed25519 private key to sign checkpoints");
        }
        return CheckpointNote.sign(noteKey(key), privateKey, size, root);
    }

    private NoteKey noteKey(VersionedKey key) {
        PublicKey publicKey = key.publicKey()
                .orElseThrow(() -> new MlopsException("key " + key + " has no public half to check signatures with"));
        return NoteKey.of(origin, publicKey);
    }
}
