package org.mlops4j.core.profile.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a text looks like. */
enum TextForm {
    EMPTY,
    BLANK,
    NULL_WORD,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    TIME,
    WORD;

    private static final int LONGEST = 40;

    private static final Set<String> NULL_WORDS = Set.of(
            "null",
            "none",
            "nil",
            "na",
            "n/a",
            "#n/a",
            "nan",
            "missing",
            "unknown",
            "undefined",
            "-",
            "--",
            "?",
            ".",
            "\\n");

    private static final Set<String> BOOLEANS = Set.of("true", "false", "yes", "no");

    private static final Pattern TIME_FORM = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
            + "([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d([.,]\\d{1,9})?)?( ?(Z|[+-]\\d{2}(:?\\d{2})?))?)?");

    /** The form of a text, apart from white space at its ends. */
    static TextForm of(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        if (from == to) {
            return text.isEmpty() ? EMPTY : BLANK;
        }
        return to - from > LONGEST ? WORD : ofShort(text.substring(from, to));
    }

    private static TextForm ofShort(String text) {
        char first = text.charAt(0);
        if (first >= '0' && first <= '9' || (first == '-' || first == '+' || first == '.') && text.length() > 1) {
            TextForm number = ofNumber(text);
            if (number != WORD) {
                return number;
            }
            if (text.length() >= 10 && TIME_FORM.matcher(text).matches()) {
                return TIME;
            }
        }
        if (text.length() > 9) { // no word of the sets is longer
            return WORD;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return NULL_WORDS.contains(lower) ? NULL_WORD : BOOLEANS.contains(lower) ? BOOLEAN : WORD;
    }

    /** An optional sign, digits with at most one point among them, an optional exponent. */
    private static TextForm ofNumber(String text) {
        int i = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        int digits = 0;
        int points = 0;
        for (; i < text.length() && (isDigit(text.charAt(i)) || text.charAt(i) == '.'); i++) {
            points += text.charAt(i) == '.' ? 1 : 0;
            digits += text.charAt(i) == '.' ? 0 : 1;
        }
        if (digits == 0 || points > 1) {
            return WORD;
        }
        if (i == text.length()) {
            return points == 0 ? INTEGER : DECIMAL;
        }
        if (text.charAt(i) != 'e' && text.charAt(i) != 'E') {
            return WORD;
        }
        i++;
        i += i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+') ? 1 : 0;
        int start = i;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i == text.length() && i > start ? DECIMAL : WORD;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** White space of any kind, the no-break one included. */
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
