package org.mlops4j.core.audit.internal;

import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

/** The keys that sign the checkpoints of a log: the newest signs, all of them check. */
final class AuditKeys {

    /** Under which name the provider knows them. */
    static final String NAME = "audit";

    private final KeyProvider provider;
    private final String origin;

    AuditKeys(KeyProvider provider, String origin) {
        this.provider = provider;
        this.origin = origin;
    }

    /** The key that signs now. */
    NoteKey current() {
        return noteKey(newest());
    }

    /** All keys that may have signed, the newest first. */
    List<NoteKey> known() {
        return versions().stream().map(this::noteKey).toList();
    }

    /** The key that signed a checkpoint, if another signs now. */
    Optional<NoteKey> outdated(Checkpoint checkpoint) {
        SignedNote note = SignedNote.parse(Layout.CHECKPOINT, checkpoint.note());
        if (note.names(current())) {
            return Optional.empty();
        }
        return Optional.of(known().stream()
                .filter(note::names)
                .findFirst()
                .orElseThrow(() -> new IntegrityException(Layout.CHECKPOINT
                        + " is signed by no key that the key provider has; give it back the key that signed before, so "
                        + "that the change of keys can be told")));
    }

    /** Signs with the newest key, and perhaps with one that is handed over from. */
    Checkpoint sign(long size, byte[] root, Optional<NoteKey> former) {
        VersionedKey key = newest();
        Checkpoint checkpoint = CheckpointNote.sign(noteKey(key), secret(key), size, root);
        return former.flatMap(old -> versions().stream()
                        .filter(version -> noteKey(version).equals(old))
                        .findFirst())
                .map(old -> CheckpointNote.add(checkpoint, noteKey(old), secret(old)))
                .orElse(checkpoint);
    }

    private VersionedKey newest() {
        return provider.current(NAME, KeyUse.SIGNING);
    }

    private List<VersionedKey> versions() {
        VersionedKey newest = newest();
        List<VersionedKey> versions = new ArrayList<>(List.of(newest));
        for (int version = newest.version() - 1; version > 0; version--) {
            provider.find(NAME, KeyUse.SIGNING, version).ifPresent(versions::add);
        }
        return versions;
    }

    private static PrivateKey secret(VersionedKey key) {
        Key secret = key.secret();
        if (!(secret instanceof PrivateKey privateKey)) {
            throw new MlopsException("key " + key + " must hold an Ed25519 private key to sign checkpoints");
        }
        return privateKey;
    }

    private NoteKey noteKey(VersionedKey key) {
        PublicKey publicKey = key.publicKey()
                .orElseThrow(() -> new MlopsException("key " + key + " has no public half to check signatures with"));
        return NoteKey.of(origin, publicKey);
    }
}
