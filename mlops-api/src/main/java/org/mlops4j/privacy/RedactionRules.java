package org.mlops4j.privacy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;

/**
 * One action a field.
 *
 * <table>
 * <caption>Actions that follow from a field's sensitivity</caption>
 * <tr><th>sensitivity</th><th>numbers and times</th><th>CATEGORY</th><th>STRING</th><th>VECTOR</th></tr>
 * <tr><td>PUBLIC, INTERNAL</td><td>keep</td><td>keep</td><td>keep</td><td>keep</td></tr>
 * <tr><td>PERSONAL</td><td>bucket; times drop</td><td>bucket</td><td>pseudonym, key {@code subject}</td>
 *     <td>drop</td></tr>
 * <tr><td>SECRET</td><td>drop</td><td>drop</td><td>drop</td><td>drop</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
public final class RedactionRules {

    /** Name of the key of pseudonyms unless a rule names another. */
    public static final String DEFAULT_KEY = "subject";

    private final Schema schema;
    private final Map<String, RedactionAction> actions;

    private RedactionRules(Schema schema, Map<String, RedactionAction> actions) {
        this.schema = schema;
        this.actions = Collections.unmodifiableMap(actions);
    }

    /**
     * The rules that follow from the sensitivity of each field.
     *
     * @param schema the fields
     * @return the rules
     */
    public static RedactionRules of(Schema schema) {
        Map<String, RedactionAction> actions = new LinkedHashMap<>();
        schema.fields().forEach(field -> actions.put(field.name(), actionFor(field)));
        return new RedactionRules(schema, actions);
    }

    /**
     * These rules with another action for one field.
     *
     * @param field its name
     * @param action what happens to its values
     * @return new rules
     * @throws IllegalArgumentException if there is no such field, or the action does not fit its type: a pseudonym needs
     *     text, a bucket a number or CATEGORY
     */
    public RedactionRules with(String field, RedactionAction action) {
        Field known = schema.field(field);
        boolean fits = switch (action.kind()) {
            case KEEP, DROP -> true;
            case BUCKET -> hasBins(known);
            case PSEUDONYM -> known.type().isText();
        };
        if (!fits) {
            throw new IllegalArgumentException("action " + action.kind() + " does not fit field '" + field
                    + "' of type " + known.type() + "; drop it or keep it");
        }
        Map<String, RedactionAction> changed = new LinkedHashMap<>(actions);
        changed.put(field, action);
        return new RedactionRules(schema, changed);
    }

    /**
     * The fields that the rules are about.
     *
     * @return the schema
     */
    public Schema schema() {
        return schema;
    }

    /**
     * What happens to a field's values.
     *
     * @param field its name
     * @return the action
     * @throws IllegalArgumentException if there is no such field
     */
    public RedactionAction action(String field) {
        return Objects.requireNonNull(actions.get(schema.field(field).name()));
    }

    /**
     * All actions, in schema order.
     *
     * @return an unmodifiable map by field name
     */
    public Map<String, RedactionAction> actions() {
        return actions;
    }

    private static RedactionAction actionFor(Field field) {
        return switch (field.sensitivity()) {
            case PUBLIC, INTERNAL -> RedactionAction.keep();
            case PERSONAL -> {
                if (field.type().kind() == DataType.Kind.STRING) {
                    yield RedactionAction.pseudonym(DEFAULT_KEY);
                }
                yield hasBins(field) ? RedactionAction.bucket() : RedactionAction.drop();
            }
            case SECRET -> RedactionAction.drop();
        };
    }

    private static boolean hasBins(Field field) {
        return field.type().isNumeric() || field.type().kind() == DataType.Kind.CATEGORY;
    }
}
