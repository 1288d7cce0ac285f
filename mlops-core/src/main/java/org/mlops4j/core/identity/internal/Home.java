package org.mlops4j.core.identity.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.identity.IntegrityException;

/** What makes a directory a home: one small file that names its format and gives it an identity. */
public final class Home {

    private static final String FILE = "format.json";
    private static final int FORMAT = 1;
    private static final List<String> ROOMS = List.of("audit", "registry", "streams");
    private static final DateTimeFormatter STREAM_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String id;

    private Home(String id) {
        this.id = id;
    }

    /** Whether a directory is a home. */
    public static boolean isIn(Directory directory) throws IOException {
        return directory.size(FILE) >= 0;
    }

    /** Reads the identity of a home, giving it one if it is new; a newer format is refused before anything is written. */
    public static Home open(Directory directory, Clock clock) throws IOException {
        byte[] known = directory.read(FILE).orElse(null);
        if (known == null) {
            if (directory.isReadOnly()) {
                throw new IOException("it is no home of this library and cannot be written to");
            }
            requireNew(directory);
            Map<String, Object> fresh = new LinkedHashMap<>();
            fresh.put("format", FORMAT);
            fresh.put("home", UUID.randomUUID().toString());
            fresh.put("made", clock.instant());
            directory.create(FILE, Json.pretty(fresh).getBytes(StandardCharsets.UTF_8));
            known = directory.read(FILE).orElseThrow(() -> new IOException(FILE + " vanished while it was made"));
        }
        return Json.readStored(
                FILE + " of the home",
                known,
                json -> new Home(json.requireFormat(FORMAT).text("home")));
    }

    /** A home keeps one identity for good: its audit log is signed under it. */
    private static void requireNew(Directory directory) throws IOException {
        for (String room : ROOMS) {
            // Looks again, for another process may have made the home meanwhile.
            if (!directory.list(room).isEmpty() && directory.read(FILE).isEmpty()) {
                throw new IntegrityException(FILE + " of the home is gone though there is a folder '" + room
                        + "'; restore it from a backup");
            }
        }
    }

    /** Under which name the home's audit log is signed. */
    public String origin() {
        return "mlops4j/" + id;
    }

    /** A name for the stream of one process, different for each. */
    public String newStream(Clock clock) {
        return STREAM_TIME.format(clock.instant()) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
