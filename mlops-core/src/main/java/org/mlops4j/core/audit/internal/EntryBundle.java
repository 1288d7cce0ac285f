package org.mlops4j.core.audit.internal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.identity.IntegrityException;

/**
 * Up to 256 consecutive entries, each behind its length as 16 bits, big-endian (C2SP tlog-tiles, "Log entries"), and
 * the file they came from.
 *
 * @param path the file
 * @param first index of the first of them
 * @param entries the entries in order
 */
record EntryBundle(String path, long first, List<StoredEntry> entries) {

    /** The longest entry with its length. */
    static final int MAX_ENTRY_BYTES = StoredEntry.MAX_BYTES + Short.BYTES;

    /** The bytes of a bundle. */
    static byte[] encode(List<StoredEntry> entries) {
        int size = entries.stream()
                .mapToInt(entry -> entry.bytes().length + Short.BYTES)
                .sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size);
        for (StoredEntry entry : entries) {
            int length = entry.bytes().length;
            out.write(length >> Byte.SIZE);
            out.write(length);
            out.write(entry.bytes(), 0, length);
        }
        return out.toByteArray();
    }

    /** The first entries of a bundle; the file may hold more only if it is a full one. */
    static EntryBundle decode(String path, byte[] bytes, long firstIndex, int fileWidth, int width) {
        List<StoredEntry> entries = new ArrayList<>(width);
        int at = 0;
        for (int i = 0; i < fileWidth; i++) {
            int start = at + Short.BYTES;
            int end = start > bytes.length ? start : start + ((bytes[at] & 0xff) << Byte.SIZE | bytes[at + 1] & 0xff);
            if (end > bytes.length) {
                throw new IntegrityException("entry " + (firstIndex + i) + ": " + path + " ends inside it at byte "
                        + bytes.length + "; restore the file from a backup");
            }
            if (i < width) {
                entries.add(StoredEntry.of(Arrays.copyOfRange(bytes, start, end)));
            }
            at = end;
        }
        if (at != bytes.length) {
            throw new IntegrityException("entry " + (firstIndex + fileWidth - 1) + ": " + path
                    + " goes on behind it at byte " + at + "; restore the file from a backup");
        }
        return new EntryBundle(path, firstIndex, entries);
    }
}
