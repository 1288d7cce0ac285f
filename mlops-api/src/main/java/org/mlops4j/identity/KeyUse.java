package org.mlops4j.identity;

/**
 * What a key is for. A key made for one use is never handed out for another.
 *
 * @since 0.1.0
 */
public enum KeyUse {
    /** HMAC-SHA-256 (RFC 2104) for pseudonyms; at least 256 bits. */
    HMAC,
    /** AES-256-GCM (NIST SP 800-38D) for encryption of single values and files. */
    ENCRYPTION,
    /** Ed25519 (RFC 8032) for signatures. */
    SIGNING
}
