package org.mlops4j.core.audit.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.LegalHold;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.identity.Ref;

/** Compares the {@link Retention} document with the entries that tell how it came to be. */
final class RetentionCheck {

    private RetentionCheck() {}

    static boolean isAbout(AuditEntry entry) {
        String action = entry.action();
        return action.equals(LogRetention.PRUNE)
                || action.equals(LogRetention.HOLD)
                || action.equals(LogRetention.RELEASE);
    }

    /** Notes where the two differ; all entries about retention that were not pruned, in order. */
    static void compare(Retention document, List<RecordedEntry> entries, Problems problems) {
        String first = "0";
        Map<List<String>, RecordedEntry> open = new LinkedHashMap<>();
        for (RecordedEntry recorded : entries) {
            AuditEntry entry = recorded.entry();
            String matter = entry.details().getOrDefault(LogRetention.MATTER, "");
            switch (entry.action()) {
                case LogRetention.PRUNE -> first = entry.details().getOrDefault(LogRetention.FIRST, "");
                case LogRetention.HOLD -> open.putIfAbsent(key(matter, entry.subject()), recorded);
                default -> open.keySet().removeIf(hold -> hold.get(0).equals(matter));
            }
        }
        if (!first.equals(String.valueOf(document.first()))) {
            problems.add(Layout.RETENTION + ": says that entries before " + document.first()
                    + " were pruned, but the entries of the log say before " + first);
        }
        for (LegalHold hold : document.holds()) {
            if (open.remove(key(hold.matter(), hold.subject())) == null) {
                problems.add(Layout.RETENTION + ": holds " + hold.subject().kind() + " "
                        + hold.subject().id() + " for the matter '" + hold.matter() + "', which no entry orders");
            }
        }
        open.forEach((key, ordered) -> problems.add("entry " + ordered.index() + ": orders a hold for the matter '"
                + key.get(0) + "' that " + Layout.RETENTION + " does not have"));
    }

    private static List<String> key(String matter, Ref subject) {
        return List.of(matter, subject.kind(), subject.id());
    }
}
