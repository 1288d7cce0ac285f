package org.mlops4j.core.audit.internal;

import java.security.MessageDigest;
import java.util.List;

/** Checks proofs as RFC 9162 does; whatever is malformed proves nothing. */
public final class MerkleCheck {

    private MerkleCheck() {}

    /** RFC 9162, section 2.1.3.2: whether a leaf lies at an index of the tree with this size and root. */
    public static boolean inclusion(long index, long size, byte[] leafHash, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size || !areHashes(path) || leafHash.length != MerkleTree.HASH_BYTES) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : path) {
            if (sn == 0) {
                return false;
            }
            if (isOdd(fn) || fn == sn) {
                hash = MerkleTree.node(sibling, hash);
                // Odd, or equal to sn and so not 0: there is a lowest bit.
                int up = Long.numberOfTrailingZeros(fn);
                fn >>= up;
                sn >>= up;
            } else {
                hash = MerkleTree.node(hash, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(hash, root);
    }

    /**
     * RFC 9162, section 2.1.4.2: whether the tree of the later size and root begins with that of the earlier. Nothing
     * is proved from size 0, and equal sizes need no path.
     */
    public static boolean consistency(
            long earlier, long later, byte[] earlierRoot, byte[] laterRoot, List<byte[]> path) {
        if (earlier < 1 || earlier > later || !areHashes(path)) {
            return false;
        }
        if (earlier == later) {
            return path.isEmpty() && MessageDigest.isEqual(earlierRoot, laterRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        boolean isPowerOfTwo = Long.bitCount(earlier) == 1;
        int skipped = Long.numberOfTrailingZeros(earlier);
        long fn = earlier - 1 >> skipped;
        long sn = later - 1 >> skipped;
        byte[] fr = isPowerOfTwo ? earlierRoot : path.get(0);
        byte[] sr = fr;
        for (byte[] hash : isPowerOfTwo ? path : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if (isOdd(fn) || fn == sn) {
                fr = MerkleTree.node(hash, fr);
                sr = MerkleTree.node(hash, sr);
                // Odd, or equal to sn and so not 0: there is a lowest bit.
                int up = Long.numberOfTrailingZeros(fn);
                fn >>= up;
                sn >>= up;
            } else {
                sr = MerkleTree.node(sr, hash);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(fr, earlierRoot) && MessageDigest.isEqual(sr, laterRoot);
    }

    private static boolean isOdd(long n) {
        return (n & 1) == 1;
    }

    private static boolean areHashes(List<byte[]> path) {
        return path.stream().allMatch(hash -> hash.length == MerkleTree.HASH_BYTES);
    }
}
