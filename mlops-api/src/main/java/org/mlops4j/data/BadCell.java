package org.mlops4j.data;

import java.util.Objects;

/**
 * A cell that could not be read or breaks a rule of its field.
 *
 * @param line line of the source on which its row begins, from 1; the header of a CSV file is line 1
 * @param column name of the field, or of a column the schema does not know
 * @param value what stands there, shortened to 80 characters; {@code ***} for a PERSONAL or SECRET field read through
 *     {@link #of}
 * @param rule the rule it breaks
 * @since 0.1.0
 */
public record BadCell(long line, String column, String value, String rule) {

    private static final int MAX_VALUE_LENGTH = 80;

    /**
     * Shortens the value.
     *
     * @param line line of the source on which its row begins, from 1
     * @param column name of the field
     * @param value what stands there
     * @param rule the rule it breaks
     */
    public BadCell {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(rule, "rule");
        value = value.length() > MAX_VALUE_LENGTH ? shortened(value) : value;
    }

    /**
     * A bad cell of a known field; the value of a PERSONAL or SECRET one is not shown.
     *
     * @param line line of the source on which its row begins, from 1
     * @param field the field
     * @param value what stands there
     * @param rule the rule it breaks
     * @return the bad cell
     */
    public static BadCell of(long line, Field field, String value, String rule) {
        boolean shown = field.sensitivity().compareTo(Sensitivity.PERSONAL) < 0;
        return new BadCell(line, field.name(), shown ? value : "***", rule);
    }

    /**
     * One line for messages, whatever the value holds.
     *
     * @return line, column, value and rule; a control character of the value is shown as a space
     */
    @Override
    public String toString() {
        return "line " + line + ", column '" + column + "': '" + value.replaceAll("\\p{Cntrl}", " ") + "' " + rule;
    }

    private static String shortened(String value) {
        int end = MAX_VALUE_LENGTH - 1;
        // Half of a surrogate pair has no UTF-8 form.
        return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
