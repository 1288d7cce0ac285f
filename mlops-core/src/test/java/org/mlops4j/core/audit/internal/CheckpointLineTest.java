package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.json.internal.JsonObject;

/** The notes are those of notes_crypto.json. */
class CheckpointLineTest {

    private static final JsonObject GOLDEN =
            Fixtures.golden("notes_crypto.json").object("checkpoint");
    private static final Checkpoint EIGHT = golden("size8");
    private static final Checkpoint THOUSAND = golden("size1000");
    private static final String LINE = "checkpoint mlops.example/audit/prod 8 "
            + "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg= mlops.example/audit/prod "
            + "BlZcUFr+lLU6urx3XdDn7jZP29a4Ph7PJOHNL2JcyCRA9KdcznJJPhvwBfHlgEhWSBueCzA9F0BjAfggYjk2sA4HmA4=";

    private static Checkpoint golden(String name) {
        return CheckpointNote.unverified(name, GOLDEN.object(name).text("note"));
    }

    @Test
    void writesTheWordsOfTheNoteOnOneLine() {
        assertThat(CheckpointLine.of(EIGHT)).isEqualTo(LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "2026-11-23 08:00:00,123 INFO [main] org.mlops4j.audit.checkpoint - %s",
                "{\"level\":\"INFO\",\"message\":\"%s\",\"thread\":\"main\"}",
                "  %s  and more words behind it",
                "prefix\r\n%s\r\nsuffix"
            })
    void findsALineWhateverStandsAroundIt(String around) {
        assertThat(CheckpointLine.find(around.replace("%s", LINE))).containsExactly(EIGHT);
    }

    @Test
    void findsCosignaturesToo() {
        Checkpoint cosigned = new TestWitness("witness.example/w1", new byte[32]).cosign(EIGHT, Instant.EPOCH);
        assertThat(CheckpointLine.find(CheckpointLine.of(cosigned))).containsExactly(cosigned);
    }

    @Test
    void findsNotesBetweenEmptyLines() {
        String text = EIGHT.note() + "\n" + THOUSAND.note();
        assertThat(CheckpointLine.find(text)).containsExactly(EIGHT, THOUSAND);
        assertThat(CheckpointLine.find("kept by the auditor\n\n" + text + "\n\nthe end"))
                .containsExactly(EIGHT, THOUSAND);
        assertThat(CheckpointLine.find(EIGHT.note() + "signed today")).containsExactly(EIGHT);
    }

    @Test
    void findsEachOnce() {
        assertThat(CheckpointLine.find(LINE + "\n" + LINE + "\n\n" + EIGHT.note()))
                .containsExactly(EIGHT);
    }

    @Test
    void findsSeveralOnALine() {
        assertThat(CheckpointLine.find(LINE + " | " + CheckpointLine.of(THOUSAND)))
                .containsExactly(EIGHT, THOUSAND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "checkpoint",
                "checkpoint reached, 8 entries",
                "checkpoint a 8 XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
                "acheckpoint mlops.example/audit/prod 8 XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg= a BlZcUFr+lLU6urx3XdDn7g==",
                "checkpoint a 08 XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg= a BlZcUFr+lLU6urx3XdDn7g==",
                "\u2014 a AAAAAAA=\n\n\u2014 a AAAAAAA=\n"
            })
    void passesOverWhatIsNone(String text) {
        assertThat(CheckpointLine.find(text)).isEmpty();
    }

    @Test
    void passesOverALineThatIsCutOff() {
        for (int length = 0; length < LINE.length(); length++) {
            List<Checkpoint> found = CheckpointLine.find(LINE.substring(0, length));
            // A cut signature may still be base64: verifying rejects it.
            assertThat(found).as("%d", length).doesNotContain(EIGHT);
        }
    }

    @Test
    void refusesANoteWithFurtherLines() {
        Checkpoint extended =
                CheckpointNote.unverified("extended", EIGHT.note().replace("\n\n", "\nan extension line\n\n"));
        assertThatThrownBy(() -> CheckpointLine.of(extended))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("checkpoint must have three lines before its signatures to be written on one, but has 4");
    }
}
