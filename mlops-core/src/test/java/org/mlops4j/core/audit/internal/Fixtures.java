package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/** What several tests of this room begin with. */
final class Fixtures {

    static final String ORIGIN = "mlops.example/audit/prod";
    static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Actor ADA = Actor.human("ada");

    private Fixtures() {}

    static JsonObject golden(String file) {
        try (InputStream in = Fixtures.class.getResourceAsStream(file)) {
            return Json.parseObject(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TiledAuditLog open(Directory directory) {
        return TiledAuditLog.open(directory, new SeededKeys(1), CLOCK, ORIGIN);
    }

    static AuditEntry entry(int i) {
        return new AuditEntry(
                NOW.plusMillis(i), ADA, "alias.move", Ref.of("alias", "credit:" + i), "step " + i, Map.of("n", "" + i));
    }

    /** Appends entries numbered from the log's size on. */
    static void fill(TiledAuditLog log, int count) {
        int from = (int) log.size();
        for (int i = from; i < from + count; i++) {
            log.append(entry(i));
        }
    }

    static List<RecordedEntry> all(AuditLog log) {
        try (var entries = log.entries()) {
            return entries.toList();
        }
    }

    /** All files under a path, sorted. */
    static List<String> files(Directory directory, String path) throws IOException {
        List<String> found = new ArrayList<>();
        for (String name : directory.list(path)) {
            String child = path + "/" + name;
            if (directory.path(child).map(Files::isRegularFile).orElse(directory.size(child) >= 0)) {
                found.add(child);
            } else {
                found.addAll(files(directory, child));
            }
        }
        return found;
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    static List<byte[]> hashes(List<String> texts) {
        return texts.stream().map(Fixtures::hex).toList();
    }
}
