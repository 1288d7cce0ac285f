package org.mlops4j.core.data.internal;

/** Tells text that UTF-8 can hold from text that it would change. */
public final class Utf8 {

    private Utf8() {}

    /** Whether no half of a surrogate pair stands alone; the JDK would write a question mark for it. */
    public static boolean holds(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
