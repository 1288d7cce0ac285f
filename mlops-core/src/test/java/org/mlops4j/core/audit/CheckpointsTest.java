package org.mlops4j.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.identity.IntegrityException;

/** A checkpoint signed in Python with the Ed25519 seed 00 01 .. 1f: notes_crypto.json, size8. */
class CheckpointsTest {

    private static final String VKEY = "mlops.example/audit/prod+06565c50+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    private static final String NOTE = """
            mlops.example/audit/prod
            8
            XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

            \u2014 mlops.example/audit/prod \
            BlZcUFr+lLU6urx3XdDn7jZP29a4Ph7PJOHNL2JcyCRA9KdcznJJPhvwBfHlgEhWSBueCzA9F0BjAfggYjk2sA4HmA4=
            """;

    @Test
    void readsACheckpointOfTheKey() {
        Checkpoint checkpoint = Checkpoints.parse(NOTE, VKEY);
        assertThat(checkpoint.origin()).isEqualTo("mlops.example/audit/prod");
        assertThat(checkpoint.size()).isEqualTo(8);
        assertThat(checkpoint.root().hex())
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        assertThat(checkpoint.note()).isEqualTo(NOTE);
    }

    @Test
    void rejectsAChangedSize() {
        assertThatThrownBy(() -> Checkpoints.parse(NOTE.replace("\n8\n", "\n9\n"), VKEY))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("does not fit the text");
    }

    @Test
    void rejectsACheckpointOfAnotherKey() {
        assertThatThrownBy(() ->
                        Checkpoints.parse(NOTE, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("checkpoint: not signed by a known key of [PeterNeumann]");
    }

    @Test
    void rejectsWhatIsNoNote() {
        assertThatThrownBy(() -> Checkpoints.parse("hello", VKEY))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("checkpoint is no signed note");
    }

    @Test
    void saysWhenTheKeyIsMalformed() {
        assertThatThrownBy(() -> Checkpoints.parse(NOTE, "key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("verifier key must be name+id+base64");
    }
}
