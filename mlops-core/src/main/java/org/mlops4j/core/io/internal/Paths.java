package org.mlops4j.core.io.internal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form of paths inside a {@link Directory}, and names made to fit it. */
public final class Paths {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_%@+-][A-Za-z0-9._%@+-]{0,254}");

    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.DOTALL);

    private Paths() {}

    /** Checks a path: nothing absolute, no {@code ..}, no empty part. */
    static String requireValid(String path) {
        for (String part : path.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "path must be relative parts of letters, digits and . _ - % @ +, none beginning with a dot, "
                                + "but was '" + path + "'");
            }
        }
        return path;
    }

    /**
     * A name for any text that is distinct on every file system: what is not [a-z0-9._-] becomes %xx, and so does a dot
     * at either end and the first letter of a name that Windows keeps for a device.
     */
    public static String encode(String name) {
        StringBuilder out = new StringBuilder();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean inside = i > 0 && i < bytes.length - 1;
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' && inside;
            plain &= i > 0 || !DEVICE.matcher(name).matches();
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(String.format(Locale.ROOT, "%02x", (int) c));
            }
        }
        return out.toString();
    }

    /** Reads what {@link #encode} writes. */
    public static String decode(String encoded) {
        byte[] bytes = new byte[encoded.length()];
        int n = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%' && i + 2 < encoded.length()) {
                bytes[n++] = (byte) Integer.parseInt(encoded.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[n++] = (byte) c;
            }
        }
        return new String(bytes, 0, n, StandardCharsets.UTF_8);
    }
}
