package org.mlops4j.core.audit.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.IntegrityException;

/**
 * The tree as files (C2SP tlog-tiles, height 8). A tile is written once for each checkpoint that needs another width of
 * it; partial tiles go once the full one is there. A reader that comes too late for a partial tile finds its hashes at
 * the beginning of the full one.
 */
final class Tiles {

    private final Directory directory;

    Tiles(Directory directory) {
        this.directory = directory;
    }

    /** A tile of a tree, as wide as a tree of this size has it. */
    HashTile hashes(int level, long index, long treeSize) throws IOException {
        int width = Layout.width(treeSize, level, index);
        String span = Layout.span(level, index, width);
        Found found = find(
                Layout.tile(level, index, width),
                Layout.tile(level, index, Layout.WIDTH),
                span,
                width,
                MerkleTree.HASH_BYTES);
        if (found.bytes.length != found.width * MerkleTree.HASH_BYTES) {
            throw new IntegrityException(found.path + " must have " + found.width * MerkleTree.HASH_BYTES
                    + " bytes for " + span + " but has " + found.bytes.length + "; restore the file from a backup");
        }
        return new HashTile(found.path, found.bytes);
    }

    /** A bundle of entries, as wide as a tree of this size has it. */
    EntryBundle entries(long index, long treeSize) throws IOException {
        int width = Layout.width(treeSize, 0, index);
        Found found = find(
                Layout.bundle(index, width),
                Layout.bundle(index, Layout.WIDTH),
                Layout.span(0, index, width),
                width,
                EntryBundle.MAX_ENTRY_BYTES);
        return EntryBundle.decode(found.path, found.bytes, index * Layout.WIDTH, found.width, width);
    }

    /** A bundle of entries, each of which hashes to its leaf. */
    EntryBundle checked(long index, long treeSize) throws IOException {
        EntryBundle bundle = entries(index, treeSize);
        HashTile tile = hashes(0, index, treeSize);
        for (int i = 0; i < bundle.entries().size(); i++) {
            if (!tile.has(i, bundle.entries().get(i).leafHash())) {
                throw new IntegrityException(
                        "entry " + (bundle.first() + i) + ": " + bundle.path() + " does not hash to its leaf in "
                                + tile.path() + "; restore the folder 'audit' from a backup");
            }
        }
        return bundle;
    }

    /** The hashes of complete subtrees of a tree; keeps the tiles it has read. Not safe for use by several threads. */
    MerkleTree.Hashes tree(long size) {
        Map<String, HashTile> read = new HashMap<>();
        return (level, index) -> {
            int tileLevel = level / Layout.HEIGHT;
            int height = level % Layout.HEIGHT;
            long first = index << height;
            long tileIndex = first / Layout.WIDTH;
            String place = tileLevel + "/" + tileIndex;
            HashTile tile = read.get(place);
            if (tile == null) {
                tile = hashes(tileLevel, tileIndex, size);
                read.put(place, tile);
            }
            return tile.subtree((int) (first % Layout.WIDTH), 1 << height);
        };
    }

    /** Writes the tiles and bundles that entries add to a tree; what was there before stays as it is. */
    void extend(long size, List<StoredEntry> added) throws IOException {
        extendBundles(size, added);
        List<byte[]> hashes = added.stream().map(StoredEntry::leafHash).toList();
        long before = size;
        for (int level = 0; !hashes.isEmpty(); level++) {
            hashes = extendLevel(level, before, hashes);
            before /= Layout.WIDTH;
        }
    }

    private void extendBundles(long size, List<StoredEntry> added) throws IOException {
        long index = size / Layout.WIDTH;
        List<StoredEntry> bundle = new ArrayList<>();
        if (size % Layout.WIDTH > 0) {
            bundle.addAll(entries(index, size).entries());
        }
        for (StoredEntry entry : added) {
            bundle.add(entry);
            if (bundle.size() == Layout.WIDTH) {
                directory.replace(Layout.bundle(index++, Layout.WIDTH), EntryBundle.encode(bundle));
                bundle.clear();
            }
        }
        if (!bundle.isEmpty()) {
            directory.replace(Layout.bundle(index, bundle.size()), EntryBundle.encode(bundle));
        }
    }

    /** Adds hashes behind those a level has; returns the roots of the tiles that became full. */
    private List<byte[]> extendLevel(int level, long before, List<byte[]> added) throws IOException {
        List<byte[]> roots = new ArrayList<>();
        ByteArrayOutputStream tile = new ByteArrayOutputStream();
        long index = before / Layout.WIDTH;
        int width = (int) (before % Layout.WIDTH);
        if (width > 0) {
            HashTile last = hashes(level, index, before << Layout.HEIGHT * level);
            for (int i = 0; i < width; i++) {
                tile.writeBytes(last.hash(i));
            }
        }
        for (byte[] hash : added) {
            tile.writeBytes(hash);
            if (++width == Layout.WIDTH) {
                HashTile full = new HashTile(Layout.tile(level, index++, width), tile.toByteArray());
                directory.replace(full.path(), tile.toByteArray());
                roots.add(full.subtree(0, width));
                tile.reset();
                width = 0;
            }
        }
        if (width > 0) {
            directory.replace(Layout.tile(level, index, width), tile.toByteArray());
        }
        return roots;
    }

    /** Deletes the partial forms of files that became full between two sizes. */
    void dropPartials(long before, long size) throws IOException {
        long index = before / Layout.WIDTH;
        if (Layout.width(size, 0, index) == Layout.WIDTH) {
            dropPartials(Layout.bundle(index, Layout.WIDTH));
        }
        for (int level = 0; before >> Layout.HEIGHT * level > 0; level++) {
            long tile = (before >> Layout.HEIGHT * level) / Layout.WIDTH;
            if (Layout.width(size, level, tile) == Layout.WIDTH) {
                dropPartials(Layout.tile(level, tile, Layout.WIDTH));
            }
        }
    }

    private void dropPartials(String full) throws IOException {
        String folder = Layout.partials(full);
        for (String width : directory.list(folder)) {
            directory.delete(folder + "/" + width);
        }
    }

    /** Deletes the full bundles of entries from one index up to another, the last first. */
    void dropBundles(long from, long to) throws IOException {
        for (long index = to / Layout.WIDTH - 1; index >= from / Layout.WIDTH; index--) {
            directory.delete(Layout.bundle(index, Layout.WIDTH));
        }
    }

    /** A file with entries behind the end of a log of this size, if there is one. */
    Optional<String> beyond(long size) throws IOException {
        long index = size / Layout.WIDTH;
        String full = Layout.bundle(index, Layout.WIDTH);
        if (directory.size(full) >= 0) {
            return Optional.of(full);
        }
        String folder = Layout.partials(full);
        return directory.list(folder).stream()
                .filter(width -> width.matches("[0-9]{1,3}") && Integer.parseInt(width) > size % Layout.WIDTH)
                .map(width -> folder + "/" + width)
                .findFirst();
    }

    private Found find(String exact, String full, String span, int width, int bytesEach) throws IOException {
        Optional<byte[]> bytes = read(exact, span, width * bytesEach);
        if (bytes.isPresent()) {
            return new Found(exact, bytes.get(), width);
        }
        Optional<byte[]> wider = exact.equals(full) ? Optional.empty() : read(full, span, Layout.WIDTH * bytesEach);
        return wider.map(all -> new Found(full, all, Layout.WIDTH))
                .orElseThrow(() -> new IntegrityException(
                        exact + " is missing, which has " + span + "; restore the file from a backup"));
    }

    /** A file that cannot be larger than what belongs there, whatever somebody made of it. */
    private Optional<byte[]> read(String path, String span, int maxBytes) throws IOException {
        long size = directory.size(path);
        if (size > maxBytes) {
            throw new IntegrityException(path + " must have at most " + maxBytes + " bytes for " + span + " but has "
                    + size + "; restore the file from a backup");
        }
        return size < 0 ? Optional.empty() : directory.read(path);
    }

    private static final class Found {

        private final String path;
        private final byte[] bytes;
        private final int width;

        Found(String path, byte[] bytes, int width) {
            this.path = path;
            this.bytes = bytes;
            this.width = width;
        }
    }
}
