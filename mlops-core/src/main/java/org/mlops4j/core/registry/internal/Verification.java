package org.mlops4j.core.registry.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.registry.ModelFile;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RegistryStore;

/** Holds what is stored of a version against its digests, and its documents against the audit log. */
final class Verification {

    private final RegistryStore store;
    private final AuditLog audit;
    private final Blobs blobs;
    private final Facts facts;

    Verification(RegistryStore store, AuditLog audit, Blobs blobs, Facts facts) {
        this.store = store;
        this.audit = audit;
        this.blobs = blobs;
        this.facts = facts;
    }

    /** What is wrong, each naming the thing; empty if all is well. */
    List<String> problems(ModelVersion version) {
        Map<String, String> documents = documents(version);
        List<String> problems = new ArrayList<>(documents.values());
        for (ModelFile file : version.manifest().files()) {
            blob(Blobs.what(version, file.name()), file.digest()).ifPresent(problems::add);
        }
        version.manifest()
                .profile()
                .flatMap(digest -> blob(Blobs.whatProfile(version), digest))
                .ifPresent(problems::add);
        for (String key : facts.evaluationKeys(version)) {
            if (!documents.containsKey(key)) {
                rows(version, key).ifPresent(problems::add);
            }
        }
        return problems;
    }

    /** What is wrong with the documents that the audit log tells of, by key. */
    private Map<String, String> documents(ModelVersion version) {
        Map<String, String> problems = new LinkedHashMap<>();
        try {
            for (RecordedEntry recorded : audit.about(ModelVersion.REF_KIND, version.id())) {
                AuditEntry entry = recorded.entry();
                String key = entry.details().get(Changes.DOCUMENT);
                if (key != null) {
                    document(key, Digest.parse(entry.detail(Changes.DOCUMENT_DIGEST)))
                            .ifPresent(problem -> problems.put(
                                    key,
                                    problem + " the entry " + recorded.index() + " of the audit log tells of"
                                            + "; restore it from a backup"));
                }
            }
        } catch (MlopsException e) {
            problems.put("", "audit log: " + e.getMessage());
        }
        return problems;
    }

    private Optional<String> document(String key, Digest expected) {
        Optional<RegistryStore.Document> document = store.get(key);
        if (document.isEmpty()) {
            return Optional.of("document '" + key + "' is gone, which");
        }
        return Digest.of(document.get().bytes()).equals(expected)
                ? Optional.empty()
                : Optional.of("document '" + key + "' is not the one");
    }

    private Optional<String> rows(ModelVersion version, String key) {
        try {
            var report = facts.evaluation(version, key).report();
            return report.rows().flatMap(digest -> blob(Facts.whatRows(report), digest));
        } catch (MlopsException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> blob(String what, Digest digest) {
        try (InputStream in = blobs.open(what, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException | MlopsException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
