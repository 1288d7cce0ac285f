package org.mlops4j.core.audit.internal;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** MTH of RFC 6962, section 2.1, word for word over a list of entries: slow, and sharing no code with what it checks. */
final class ReferenceTree {

    private ReferenceTree() {}

    static byte[] mth(List<byte[]> d) {
        if (d.isEmpty()) {
            return sha256();
        }
        if (d.size() == 1) {
            return sha256(new byte[] {0}, d.get(0));
        }
        int k = 1;
        while (2 * k < d.size()) {
            k *= 2;
        }
        return sha256(new byte[] {1}, mth(d.subList(0, k)), mth(d.subList(k, d.size())));
    }

    /** The hashes of complete subtrees, as the tree under test asks for them. */
    static MerkleTree.Hashes hashes(List<byte[]> d) {
        return (level, index) -> mth(d.subList((int) (index << level), (int) (index + 1 << level)));
    }

    /** A tile as C2SP tlog-tiles defines it: MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l]) for each i. */
    static byte[] tile(List<byte[]> d, int level, int n) {
        ByteArrayOutputStream tile = new ByteArrayOutputStream();
        int span = (int) Math.pow(256, level);
        for (int i = 0; i < 256 && (n * 256 + i + 1) * span <= d.size(); i++) {
            tile.writeBytes(mth(d.subList((n * 256 + i) * span, (n * 256 + i + 1) * span)));
        }
        return tile.toByteArray();
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
