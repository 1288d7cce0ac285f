package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.audit.internal.Anchoring.Anchored;
import org.mlops4j.core.io.internal.Directory;

/** A log that nobody writes to here, and whose private keys nobody has here. */
public final class CopiedLog {

    private CopiedLog() {}

    /** Checks it; {@link IllegalArgumentException} if the keys are malformed, missing or of different logs. */
    public static AuditVerification verify(
            Directory directory, List<String> verifierKeys, List<String> witnessKeys, List<Checkpoint> anchored)
            throws IOException {
        List<NoteKey> keys = verifierKeys.stream().map(NoteKey::parse).toList();
        List<NoteKey> witnesses =
                witnessKeys.stream().map(NoteKey::parseWitness).toList();
        List<String> origins = keys.stream().map(NoteKey::name).distinct().toList();
        if (origins.size() != 1) {
            throw new IllegalArgumentException("verifier keys must be of one log but are of " + origins);
        }
        Tiles tiles = new Tiles(directory);
        Problems damage = new Problems();
        Optional<Retention> retention = damage.check(() -> Retention.read(directory));
        return new AuditVerifier(tiles, () -> keys, witnesses, origins.get(0))
                .note(damage.list(), List.of())
                .verify(
                        LogSnapshot.take(directory, tiles),
                        retention.orElse(null),
                        0,
                        anchored.stream()
                                .map(checkpoint -> new Anchored(checkpoint, ""))
                                .toList());
    }
}
