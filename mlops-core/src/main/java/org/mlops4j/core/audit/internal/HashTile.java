package org.mlops4j.core.audit.internal;

import java.util.Arrays;

/** Some consecutive hashes of one level of the tree, at most 256, and the file they came from. */
final class HashTile {

    private final String path;
    private final byte[] hashes;

    HashTile(String path, byte[] hashes) {
        this.path = path;
        this.hashes = hashes;
    }

    String path() {
        return path;
    }

    /** A hash by its place within the tile. */
    byte[] hash(int at) {
        return Arrays.copyOfRange(hashes, at * MerkleTree.HASH_BYTES, (at + 1) * MerkleTree.HASH_BYTES);
    }

    /** Whether this is the hash at a place. */
    boolean has(int at, byte[] hash) {
        int from = at * MerkleTree.HASH_BYTES;
        return Arrays.equals(hashes, from, from + MerkleTree.HASH_BYTES, hash, 0, hash.length);
    }

    /** The hash over so many hashes of the tile, a power of two. */
    byte[] subtree(int from, int count) {
        if (count == 1) {
            return hash(from);
        }
        if (count == 2) {
            return MerkleTree.node(hashes, from * MerkleTree.HASH_BYTES);
        }
        int half = count / 2;
        return MerkleTree.node(subtree(from, half), subtree(from + half, half));
    }
}
