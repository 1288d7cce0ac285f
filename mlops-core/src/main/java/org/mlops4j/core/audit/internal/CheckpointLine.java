package org.mlops4j.core.audit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.identity.IntegrityException;

/**
 * Checkpoints in text that other programs handle line by line, such as the output of loggers:
 *
 * <pre>
 * checkpoint ORIGIN SIZE BASE64-OF-ROOT (SIGNER BASE64-OF-SIGNATURE)+
 * </pre>
 *
 * <p>The words are those of the signed note, which can be put together again from them.
 */
public final class CheckpointLine {

    private static final String WORD = "checkpoint";
    private static final int PARTS = 4;

    /** Words may stand in quotes, as in the JSON of some loggers; at most 64 signatures, as on a note, none as short as a word. */
    private static final Pattern LINE = Pattern.compile("(?<![^ \\t\"'])" + WORD
            + " (\\S+) ([0-9]{1,19}) ([A-Za-z0-9+/]{43}=)((?: [^ +\"]+ [A-Za-z0-9+/]{24,}={0,2}){1,64})");

    private static final Pattern SIGNATURE = Pattern.compile(" ([^ ]+ [^ ]+)");

    private CheckpointLine() {}

    /** One line without a line break. */
    public static String of(Checkpoint checkpoint) {
        SignedNote note = SignedNote.parse(WORD, checkpoint.note());
        String[] text = note.text().split("\n");
        if (text.length != PARTS - 1) {
            throw new IllegalArgumentException(
                    "checkpoint must have three lines before its signatures to be written on one, but has "
                            + text.length);
        }
        StringBuilder line = new StringBuilder(WORD);
        Arrays.stream(text).forEach(word -> line.append(' ').append(word));
        note.lines().forEach(signature -> line.append(' ').append(signature));
        return line.toString();
    }

    /**
     * The checkpoints in a text: lines of this form, whatever stands before or behind them, and whole signed notes set
     * off by empty lines. No signature is checked; what is neither is passed over.
     */
    public static List<Checkpoint> find(String text) {
        Map<String, Checkpoint> found = new LinkedHashMap<>();
        List<String> paragraph = new ArrayList<>();
        List<String> body = List.of();
        for (String line : (text + "\n").split("\r?\n", -1)) {
            if (!line.isBlank()) {
                paragraph.add(line);
                addLine(line, found);
                continue;
            }
            List<String> signatures = paragraph.stream()
                    .takeWhile(each -> each.startsWith(SignedNote.DASH))
                    .toList();
            if (!body.isEmpty() && !signatures.isEmpty()) {
                add(String.join("\n", body) + "\n\n" + String.join("\n", signatures) + "\n", found);
            }
            body = paragraph.isEmpty() ? body : paragraph;
            paragraph = new ArrayList<>();
        }
        return List.copyOf(found.values());
    }

    private static void addLine(String line, Map<String, Checkpoint> found) {
        Matcher match = LINE.matcher(line);
        while (match.find()) {
            StringBuilder note = new StringBuilder();
            for (int word = 1; word < PARTS; word++) {
                note.append(match.group(word)).append('\n');
            }
            Matcher signature = SIGNATURE.matcher(match.group(PARTS));
            while (signature.find()) {
                note.append('\n').append(SignedNote.DASH).append(signature.group(1));
            }
            add(note.append('\n').toString(), found);
        }
    }

    private static void add(String note, Map<String, Checkpoint> found) {
        try {
            found.putIfAbsent(note, CheckpointNote.unverified(WORD, note));
        } catch (IntegrityException e) {
            // Something else that looks a little like a checkpoint: verifying finds what is missing then.
        }
    }
}
