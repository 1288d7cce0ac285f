package org.mlops4j.core.identity.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A certificate by an Ed25519 key of itself (RFC 5280, version 1; RFC 8410), without an end. It says nothing: a key store
 * takes a private key only together with one, as the place of its public half.
 */
final class SelfSignedCertificate {

    private static final HexFormat HEX = HexFormat.of();
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int FIRST_GENERALIZED_YEAR = 2050;
    private static final int LONG_FORM = 0x80;
    private static final int MAX_BYTE = 0xff;

    /** The algorithm 1.3.101.112, Ed25519, without parameters. */
    private static final byte[] ED25519 = der(SEQUENCE, HEX.parseHex("06032b6570"));

    /** The attribute 2.5.4.3, common name. */
    private static final byte[] COMMON_NAME = HEX.parseHex("0603550403");

    /** What RFC 5280, section 4.1.2.5, gives certificates without a well-defined end. */
    private static final byte[] NO_END = der(GENERALIZED_TIME, ascii("99991231235959Z"));

    private SelfSignedCertificate() {}

    static X509Certificate of(KeyPair pair, String commonName, Instant from) throws GeneralSecurityException {
        byte[] name = der(
                SEQUENCE,
                der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8)))));
        byte[] content = der(
                SEQUENCE,
                der(INTEGER, new byte[] {1}),
                ED25519,
                name,
                der(SEQUENCE, time(from), NO_END),
                name,
                pair.getPublic().getEncoded());
        byte[] signature = Ed25519.sign(pair.getPrivate(), content);
        byte[] certificate = der(SEQUENCE, content, ED25519, der(BIT_STRING, new byte[] {0}, signature));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] time(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        boolean isLate = time.getYear() >= FIRST_GENERALIZED_YEAR;
        String form = isLate ? "uuuuMMddHHmmss'Z'" : "uuMMddHHmmss'Z'";
        return der(
                isLate ? GENERALIZED_TIME : UTC_TIME,
                ascii(DateTimeFormatter.ofPattern(form, Locale.ROOT).format(time)));
    }

    /** A value in the distinguished encoding of ITU-T X.690; all of ours are shorter than 64 KiB. */
    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length > MAX_BYTE) {
            out.write(LONG_FORM + 2);
            out.write(length >> Byte.SIZE);
        } else if (length >= LONG_FORM) {
            out.write(LONG_FORM + 1);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
