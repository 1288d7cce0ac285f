package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.audit.LegalHold;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;

/**
 * What of a log must stay and what has gone. A document beside the log, so that nobody has to read all entries for it;
 * each change of it is an entry, so that verifying can compare the two.
 *
 * @param first the first entry whose content is still there
 * @param dropped the bundles of entries before this one are deleted for certain; of those from here to {@code first} a
 *     crash may have left some
 * @param holds the legal holds in force, the oldest first
 */
record Retention(long first, long dropped, List<LegalHold> holds) {

    private static final Retention NOTHING = new Retention(0, 0, List.of());
    private static final String WHAT = "note of retention " + Layout.RETENTION;
    private static final int FORMAT = 1;
    private static final int MAX_BYTES = 1 << 24;

    static Retention read(Directory directory) throws IOException {
        long size = directory.size(Layout.RETENTION);
        if (size > MAX_BYTES) {
            throw new IntegrityException(WHAT + " has " + size + " bytes, more than it can; restore it from a backup");
        }
        return directory.read(Layout.RETENTION).map(Retention::decode).orElse(NOTHING);
    }

    static Retention decode(byte[] bytes) {
        return Json.readStored(WHAT, bytes, json -> {
            long format = json.integer("format");
            if (format != FORMAT) {
                throw new IntegrityException(WHAT + " has format " + format + " but this version reads " + FORMAT
                        + "; use the version of the library that wrote it");
            }
            json.allowOnly("dropped", "first", "format", "holds");
            long first = json.integer("first");
            long dropped = json.integer("dropped");
            if (dropped < 0 || first < dropped || first % Layout.WIDTH != 0 || dropped % Layout.WIDTH != 0) {
                throw new IllegalArgumentException("entries are pruned in bundles of " + Layout.WIDTH + " but it says "
                        + dropped + " and " + first);
            }
            return new Retention(
                    first,
                    dropped,
                    json.objects("holds").stream().map(Retention::readHold).toList());
        });
    }

    private static LegalHold readHold(JsonObject json) {
        json.allowOnly("actor", "matter", "reason", "since", "subject");
        return new LegalHold(
                json.text("matter"),
                AuditJson.readRef(json.object("subject")),
                AuditJson.readActor(json.object("actor")),
                json.text("reason"),
                json.instant("since"));
    }

    byte[] encode() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("first", first);
        document.put("dropped", dropped);
        document.put("holds", holds.stream().map(Retention::write).toList());
        return Json.canonical(document);
    }

    private static Map<String, Object> write(LegalHold hold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("matter", hold.matter());
        json.put("subject", AuditJson.write(hold.subject()));
        json.put("actor", AuditJson.write(hold.actor()));
        json.put("reason", hold.reason());
        json.put("since", hold.since());
        return json;
    }

    /** The same with entries pruned before an index. */
    Retention prunedBefore(long index) {
        return new Retention(index, first, holds);
    }

    /** The same with a further hold. */
    Retention with(LegalHold hold) {
        List<LegalHold> more = new ArrayList<>(holds);
        more.add(hold);
        return new Retention(first, dropped, List.copyOf(more));
    }

    /** The same without the holds of a matter. */
    Retention without(String matter) {
        return new Retention(
                first,
                dropped,
                holds.stream().filter(hold -> !hold.matter().equals(matter)).toList());
    }

    /** The hold of a matter on a thing. */
    Optional<LegalHold> find(String matter, Ref subject) {
        return holds.stream()
                .filter(hold -> hold.matter().equals(matter)
                        && hold.subject().kind().equals(subject.kind())
                        && hold.subject().id().equals(subject.id()))
                .findFirst();
    }
}
