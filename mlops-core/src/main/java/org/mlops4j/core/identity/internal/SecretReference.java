package org.mlops4j.core.identity.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.mlops4j.identity.MlopsException;

/**
 * Where a secret is: {@code env:NAME}, an environment variable, or {@code file:/path}, the first line of a file that
 * only its owner can read. It is fetched each time it is needed, so that no copy is kept.
 */
public final class SecretReference {

    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MAX_BYTES = 4096;

    private final String reference;
    private final Map<String, String> environment;

    private SecretReference(String reference, Map<String, String> environment) {
        this.reference = reference;
        this.environment = environment;
    }

    /**
     * Reads a reference; the secret need not be there yet.
     *
     * @throws IllegalArgumentException if it is of neither form; the message does not quote it, as it may be the secret
     */
    public static SecretReference parse(String reference, Map<String, String> environment) {
        boolean isVariable = reference.startsWith(ENVIRONMENT)
                && VARIABLE.matcher(reference.substring(ENVIRONMENT.length())).matches();
        boolean isFile = reference.startsWith(FILE) && reference.length() > FILE.length();
        if (!isVariable && !isFile) {
            throw new IllegalArgumentException(
                    "a password must be referred to as env:NAME or file:/path, and never be given itself");
        }
        return new SecretReference(reference, Map.copyOf(environment));
    }

    /**
     * Fetches the secret. Whoever asks zeroes it.
     *
     * @throws MlopsException if it is not there, empty, or open to others
     */
    char[] fetch() {
        char[] secret =
                reference.startsWith(ENVIRONMENT) ? variable() : file(Path.of(reference.substring(FILE.length())));
        if (secret.length == 0) {
            throw new MlopsException("the password that " + reference + " refers to must not be empty");
        }
        return secret;
    }

    private char[] variable() {
        String name = reference.substring(ENVIRONMENT.length());
        String value = environment.get(name);
        if (value == null) {
            throw new MlopsException("environment variable " + name + " must hold a password but is not set");
        }
        return value.toCharArray();
    }

    private static char[] file(Path file) {
        try {
            OwnerOnly.require("password", file);
            if (Files.size(file) > MAX_BYTES) {
                throw new MlopsException(
                        "password file " + file + " must hold one line but has more than " + MAX_BYTES + " bytes");
            }
            return line(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new MlopsException("password file " + file + " cannot be read: " + e, e);
        }
    }

    private static char[] line(Path file, byte[] bytes) {
        CharBuffer decoded = CharBuffer.allocate(0);
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int end = decoded.length();
            if (end > 0 && decoded.charAt(end - 1) == '\n') {
                end -= end > 1 && decoded.charAt(end - 2) == '\r' ? 2 : 1;
            }
            for (int i = 0; i < end; i++) {
                if (decoded.charAt(i) == '\n') {
                    throw new MlopsException("password file " + file + " must hold one line but has more");
                }
            }
            char[] line = new char[end];
            decoded.get(line);
            return line;
        } catch (CharacterCodingException e) {
            throw new MlopsException("password file " + file + " must hold UTF-8 text");
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(decoded.array(), '\0');
        }
    }

    /** The reference, which is no secret. */
    @Override
    public String toString() {
        return reference;
    }
}
