package org.mlops4j.core.identity.internal;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.mlops4j.identity.KeyUse;

/**
 * All versions of one key.
 *
 * @param name what it protects
 * @param use what it is used for
 */
public record KeySeries(String name, KeyUse use) implements Comparable<KeySeries> {

    static final String NAME_FORM = "[a-z0-9][a-z0-9-]{0,63}";
    static final String VERSION_FORM = "[1-9][0-9]{0,8}";

    private static final Pattern NAME = Pattern.compile(NAME_FORM);

    public KeySeries {
        Objects.requireNonNull(use, "use");
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "name of a key must be 1 to 64 lower-case letters, digits and dashes but was '" + name + "'");
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** How the use is written in names of files and entries. */
    String useName() {
        return use.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(KeySeries other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : use.compareTo(other.use);
    }

    @Override
    public String toString() {
        return name + "/" + use;
    }
}
