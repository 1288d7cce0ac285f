package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.audit.internal.WitnessClock.Sighting;

/** Who may have signed the checkpoints of a log: its own keys and trusted witnesses. Notes what is signed by neither. */
final class Signers {

    private final String origin;
    private final List<NoteKey> keys;
    private final List<NoteKey> witnesses;
    private final Problems problems;

    Signers(String origin, List<NoteKey> keys, List<NoteKey> witnesses, Problems problems) {
        this.origin = origin;
        this.keys = keys;
        this.witnesses = witnesses;
        this.problems = problems;
    }

    /** Whether a checkpoint is signed by a key of this log, and of this log. */
    boolean haveSigned(String what, Checkpoint checkpoint) throws IOException {
        Optional<Checkpoint> signed = problems.check(() -> CheckpointNote.verified(what, checkpoint.note(), keys));
        if (signed.isPresent() && !signed.get().origin().equals(origin)) {
            problems.add(what + ": is of the log '" + checkpoint.origin() + "' and not of '" + origin + "'");
            return false;
        }
        return signed.isPresent();
    }

    /** When trusted witnesses cosigned a checkpoint. */
    List<Sighting> sightings(String what, Checkpoint checkpoint) throws IOException {
        List<Sighting> sightings = new ArrayList<>();
        for (NoteKey witness : witnesses) {
            problems.check(() -> CheckpointNote.cosigned(what, checkpoint, witness))
                    .flatMap(time -> time)
                    .ifPresent(time ->
                            sightings.add(new Sighting(checkpoint.size(), time, "the witness " + witness.name())));
        }
        return sightings;
    }
}
