package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of a Merkle tree (RFC 6962, section 2.1; RFC 9162, section 2.1):
 *
 * <pre>
 * MTH({})   = SHA-256()
 * MTH({d})  = SHA-256(0x00 || d)
 * MTH(D[n]) = SHA-256(0x01 || MTH(D[0:k]) || MTH(D[k:n])), k the largest power of two below n
 * </pre>
 *
 * <p>The prefixes keep an inner node from passing for an entry.
 */
public final class MerkleTree {

    /** Length of every hash. */
    public static final int HASH_BYTES = 32;

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    /** Looking up the algorithm takes longer than hashing a node; every use leaves it as it was. */
    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(MerkleTree::sha256);

    private MerkleTree() {}

    /** Where the hashes of complete subtrees come from. */
    @FunctionalInterface
    public interface Hashes {

        /** The hash over the leaves {@code [index << level, (index + 1) << level)}. */
        byte[] hash(int level, long index) throws IOException;
    }

    /** The hash of an entry's bytes. */
    public static byte[] leaf(byte[] entry) {
        MessageDigest sha256 = SHA256.get();
        sha256.update(LEAF);
        return sha256.digest(entry);
    }

    /** The hash of two subtrees. */
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest sha256 = SHA256.get();
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }

    /** The hash of two subtrees whose hashes lie one behind the other. */
    static byte[] node(byte[] hashes, int from) {
        MessageDigest sha256 = SHA256.get();
        sha256.update(NODE);
        sha256.update(hashes, from, 2 * HASH_BYTES);
        return sha256.digest();
    }

    /** The root over the first {@code size} leaves. */
    public static byte[] root(long size, Hashes hashes) throws IOException {
        return size == 0 ? SHA256.get().digest() : range(0, size, hashes);
    }

    /** PATH(index, D[size]) of RFC 9162, section 2.1.3.1: siblings from the leaf up. */
    public static List<byte[]> inclusion(long index, long size, Hashes hashes) throws IOException {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index must be in [0, " + size + ") but was " + index);
        }
        List<byte[]> path = new ArrayList<>();
        path(index, 0, size, hashes, path);
        return path;
    }

    private static void path(long index, long from, long to, Hashes hashes, List<byte[]> path) throws IOException {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            path(index, from, middle, hashes, path);
            path.add(range(middle, to, hashes));
        } else {
            path(index, middle, to, hashes, path);
            path.add(range(from, middle, hashes));
        }
    }

    /** PROOF(earlier, D[size]) of RFC 9162, section 2.1.4.1. */
    public static List<byte[]> consistency(long earlier, long size, Hashes hashes) throws IOException {
        if (earlier < 1 || earlier > size) {
            throw new IndexOutOfBoundsException("earlier size must be in [1, " + size + "] but was " + earlier);
        }
        List<byte[]> proof = new ArrayList<>();
        subproof(earlier, 0, size, true, hashes, proof);
        return proof;
    }

    /** SUBPROOF(m, D[from:to], b), with m counted from the beginning of the tree; b: the verifier knows the range. */
    private static void subproof(long m, long from, long to, boolean known, Hashes hashes, List<byte[]> proof)
            throws IOException {
        if (m == to) {
            if (!known) {
                proof.add(range(from, to, hashes));
            }
            return;
        }
        long middle = from + split(to - from);
        if (m <= middle) {
            subproof(m, from, middle, known, hashes, proof);
            proof.add(range(middle, to, hashes));
        } else {
            subproof(m, middle, to, false, hashes, proof);
            proof.add(range(from, middle, hashes));
        }
    }

    /** MTH(D[from:to]); from is a multiple of the largest power of two in the length, as every recursion keeps it. */
    private static byte[] range(long from, long to, Hashes hashes) throws IOException {
        long length = to - from;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return hashes.hash(level, from >> level);
        }
        long middle = from + split(length);
        return node(range(from, middle, hashes), range(middle, to, hashes));
    }

    /** The largest power of two below n. */
    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
