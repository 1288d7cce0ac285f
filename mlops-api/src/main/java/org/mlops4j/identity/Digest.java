package org.mlops4j.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A SHA-256 (FIPS 180-4) of some bytes: the name under which files, schemas, versions and rows are known.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @since 0.1.0
 */
public record Digest(String hex) implements Comparable<Digest> {

    private static final String PREFIX = "sha256:";
    private static final int HEX_LENGTH = 64;
    private static final int SHORT_LENGTH = 12;

    /**
     * Checks the digits.
     *
     * @param hex 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if {@code hex} is anything else
     */
    public Digest {
        Objects.requireNonNull(hex, "hex");
        if (!isDigest(hex)) {
            throw new IllegalArgumentException("digest must be 64 lower-case hexadecimal digits but was '"
                    + hex.substring(0, Math.min(hex.length(), HEX_LENGTH + 1)) + "' (" + hex.length()
                    + " characters)");
        }
    }

    /**
     * The digest of bytes in memory.
     *
     * @param bytes what to hash; may be empty
     * @return its SHA-256
     */
    public static Digest of(byte[] bytes) {
        return ofHash(sha256().digest(bytes));
    }

    /**
     * Wraps a hash computed elsewhere.
     *
     * @param hash 32 bytes
     * @return the digest with these bytes
     * @throws IllegalArgumentException if {@code hash} is not 32 bytes long
     */
    public static Digest ofHash(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash));
    }

    /**
     * Reads a digest with or without its {@code sha256:} prefix.
     *
     * @param text the written digest
     * @return the digest
     * @throws IllegalArgumentException if the text is no SHA-256
     */
    public static Digest parse(String text) {
        return new Digest(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }

    /**
     * The hash itself.
     *
     * @return a new array of 32 bytes
     */
    public byte[] toBytes() {
        return HexFormat.of().parseHex(hex);
    }

    /**
     * Enough of the digest for a person to tell two apart.
     *
     * @return the first 12 digits
     */
    public String shortHex() {
        return hex.substring(0, SHORT_LENGTH);
    }

    /**
     * Orders by the digits.
     *
     * @param other the digest to compare with
     * @return as {@link String#compareTo(String)} of the digits
     */
    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    /**
     * The whole digest with its algorithm.
     *
     * @return {@code sha256:} and 64 digits
     */
    @Override
    public String toString() {
        return PREFIX + hex;
    }

    private static boolean isDigest(String hex) {
        if (hex.length() != HEX_LENGTH) {
            return false;
        }
        for (int i = 0; i < HEX_LENGTH; i++) {
            char c = hex.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
