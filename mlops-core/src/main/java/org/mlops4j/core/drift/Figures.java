package org.mlops4j.core.drift;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a person reads them. */
final class Figures {

    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final double LARGE = 1e9;
    private static final double SMALL = 1e-6;

    private Figures() {}

    /** Four digits: a value of a column. */
    static String value(double number) {
        return rounded(number, FOUR_DIGITS);
    }

    /** Three digits: a statistic or a share. */
    static String share(double number) {
        return rounded(number, THREE_DIGITS);
    }

    private static String rounded(double number, MathContext digits) {
        if (number == 0 || !Double.isFinite(number)) {
            return number == 0 ? "0" : String.valueOf(number);
        }
        BigDecimal rounded = new BigDecimal(number).round(digits).stripTrailingZeros();
        boolean plain = Math.abs(number) >= SMALL && Math.abs(number) < LARGE;
        return plain ? rounded.toPlainString() : rounded.toString();
    }
}
