package org.mlops4j.core.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.audit.internal.CopiedLog;
import org.mlops4j.core.io.internal.DiskDirectory;

/**
 * Checks a copy of a log with nothing but its public keys: for a third party that was handed the folder {@code audit} of
 * a home.
 *
 * @since 0.1.0
 */
public final class AuditCopies {

    private AuditCopies() {}

    /**
     * Checks every entry, tile and signature of a copy, as {@link org.mlops4j.audit.AuditLog#verify(List)} does; changes
     * nothing in it.
     *
     * @param copy the directory that holds the folder {@code audit}
     * @param verifierKeys the keys that may have signed, as {@link org.mlops4j.audit.AuditLog#verifierKeys()} returns
     *     them, all of one log; obtained from its owner, not from whoever brings the copy
     * @param witnessKeys the keys of witnesses whose cosignatures count (C2SP tlog-cosignature, Ed25519)
     * @param anchored checkpoints that somebody else kept
     * @return what was found
     * @throws IllegalArgumentException if a key is malformed, there is none, they are of different logs, or the directory
     *     holds no log
     * @throws UncheckedIOException if the files cannot be read
     */
    public static AuditVerification verify(
            Path copy, List<String> verifierKeys, List<String> witnessKeys, List<Checkpoint> anchored) {
        if (!Files.isDirectory(copy.resolve("audit"))) {
            throw new IllegalArgumentException(
                    "copy must be a directory with a folder 'audit' in it but was '" + copy + "'");
        }
        try (DiskDirectory directory = DiskDirectory.open(copy)) {
            return CopiedLog.verify(directory, verifierKeys, witnessKeys, anchored);
        } catch (IOException e) {
            throw new UncheckedIOException("the copy " + copy + " cannot be read: " + e.getMessage(), e);
        }
    }
}
