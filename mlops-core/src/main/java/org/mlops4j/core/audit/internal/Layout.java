package org.mlops4j.core.audit.internal;

import java.util.Locale;
import java.util.regex.Pattern;
import org.mlops4j.identity.IntegrityException;

/** Where the files of the log lie: the names of C2SP tlog-tiles under {@code audit/}. */
final class Layout {

    /** The signed checkpoint. */
    static final String CHECKPOINT = "audit/checkpoint";

    /** What must stay and what has gone; see {@link Retention}. */
    static final String RETENTION = "audit/retention";

    /** Folder of the entries that no checkpoint covers yet. */
    static final String PENDING = "audit/pending";

    /** Key of the lock that every writer takes. */
    static final String LOCK = "audit";

    /** Hashes in a full tile, entries in a full bundle. */
    static final int WIDTH = 256;

    /** Bits of an index that lie within a tile. */
    static final int HEIGHT = 8;

    private static final String TILES = "audit/tile/";
    private static final long MAX_PENDING_BYTES = Integer.MAX_VALUE - 8L;
    private static final int GROUP = 1000;
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private Layout() {}

    /** The file of entries from an index on that no checkpoint covers yet. */
    static String pending(long firstIndex) {
        return PENDING + "/" + firstIndex;
    }

    /** The size of a file of pending entries that memory can hold; it is a thousandth of this when all is well. */
    static long requireReadable(String path, long size) {
        if (size > MAX_PENDING_BYTES) {
            throw new IntegrityException(
                    path + " has " + size + " bytes, more than can be read; no checkpoint was signed "
                            + "for long, or the file was changed: restore it from a backup");
        }
        return size;
    }

    /** A tile of hashes; a width of 256 is a full one. */
    static String tile(int level, long index, int width) {
        return TILES + level + "/" + place(index) + suffix(width);
    }

    /** A bundle of entries. */
    static String bundle(long index, int width) {
        return TILES + "entries/" + place(index) + suffix(width);
    }

    /** The folder of the partial forms of a full file. */
    static String partials(String full) {
        return full + ".p";
    }

    /** How many hashes of a level a tree has in a tile. */
    static int width(long size, int level, long index) {
        return (int) Math.min(WIDTH, (size >> HEIGHT * level) - index * WIDTH);
    }

    /** The entries under a tile of this level. */
    static String span(int level, long index, int width) {
        int shift = HEIGHT * level;
        return range(index * WIDTH << shift, index * WIDTH + width << shift);
    }

    /** Some entries in words, from one index up to before another. */
    static String range(long from, long to) {
        return to - from == 1 ? "entry " + from : "entries " + from + " to " + (to - 1);
    }

    /** Whether a name under {@link #PENDING} is of a file that begins behind so many entries. */
    static boolean isPendingBehind(String name, long size) {
        return NUMBER.matcher(name).matches() && Long.parseLong(name) > size;
    }

    /** Whether a name under {@link #PENDING} is of a file that begins before so many entries. */
    static boolean isPendingBefore(String name, long size) {
        return NUMBER.matcher(name).matches() && Long.parseLong(name) < size;
    }

    private static String suffix(int width) {
        return width == WIDTH ? "" : ".p/" + width;
    }

    /** 1234067 is x001/x234/067. */
    private static String place(long index) {
        String path = String.format(Locale.ROOT, "%03d", index % GROUP);
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            path = String.format(Locale.ROOT, "x%03d/", rest % GROUP) + path;
        }
        return path;
    }
}
