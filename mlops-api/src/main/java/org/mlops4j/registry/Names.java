package org.mlops4j.registry;

import java.util.Locale;
import java.util.regex.Pattern;

/** The form of names that become part of paths and references. */
final class Names {

    /** A store may need three characters for one, and has at most 255 for a part of a path. */
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

    private static final Pattern FILE_PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final int MAX_FILE_LENGTH = 512;

    private Names() {}

    static String requireModel(String name) {
        if (!MODEL.matcher(name).matches()) {
            throw new IllegalArgumentException("model name must be 1 to 80 letters, digits, '.', '-' or '_', beginning "
                    + "with a letter or digit, but was '" + name + "'");
        }
        return name;
    }

    static String requireFile(String name) {
        boolean valid = name.length() <= MAX_FILE_LENGTH;
        for (String part : name.split("/", -1)) {
            valid &= FILE_PART.matcher(part).matches() && !part.endsWith(".");
        }
        if (!valid) {
            throw new IllegalArgumentException("file name must be a relative path of letters, digits, '.', '-' and '_' "
                    + "with '/' between parts, no part beginning with '.' or '-' or ending with '.', but was '" + name
                    + "'");
        }
        return name;
    }

    /** Whether two files cannot lie in one directory of every file system: one name, or one a folder of the other. */
    static boolean collide(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT) + "/";
        String b = second.toLowerCase(Locale.ROOT) + "/";
        return a.startsWith(b) || b.startsWith(a);
    }
}
