package org.mlops4j.core.audit.internal;

import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;

/** The bytes of an entry and their hash as a leaf. What was hashed is what is stored: nothing is written again. */
final class StoredEntry {

    /** Largest length that the 16-bit prefix of a C2SP entry bundle can tell. */
    static final int MAX_BYTES = 65_535;

    private final byte[] bytes;
    private final byte[] leafHash;

    private StoredEntry(byte[] bytes) {
        this.bytes = bytes;
        this.leafHash = MerkleTree.leaf(bytes);
    }

    /** Bytes as they were stored; owned from here on. */
    static StoredEntry of(byte[] bytes) {
        return new StoredEntry(bytes);
    }

    /** An entry on its way into the log. */
    static StoredEntry of(AuditEntry entry) {
        byte[] bytes = AuditJson.encode(entry);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("audit entry '" + entry.action() + "' must have at most " + MAX_BYTES
                    + " bytes as JSON but has " + bytes.length
                    + "; keep the content elsewhere and its digest in the entry");
        }
        return new StoredEntry(bytes);
    }

    /** The stored bytes; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Their hash as a leaf; not to be changed. */
    byte[] leafHash() {
        return leafHash;
    }

    /** The entry at its place. */
    RecordedEntry at(long index, String file) {
        return recorded(index, read(index, file));
    }

    /** What it says; place and file are for messages. */
    AuditEntry read(long index, String file) {
        try {
            return AuditJson.decode(bytes);
        } catch (JsonException | IllegalArgumentException e) {
            throw new IntegrityException(
                    "entry " + index + ": " + file + " holds no audit entry of this version: " + e.getMessage(), e);
        }
    }

    /** The same, where the entry is at hand. */
    RecordedEntry recorded(long index, AuditEntry entry) {
        return new RecordedEntry(index, entry, Digest.ofHash(leafHash));
    }
}
