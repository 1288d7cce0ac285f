package org.mlops4j.data;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of a schema: name, type, roles, and the rules its values must keep.
 *
 * @since 0.1.0
 */
public final class Field {

    private static final int MAX_NAME_LENGTH = 255;

    private final String name;
    private final DataType type;
    private final Set<Role> roles;
    private final boolean nullable;
    private final double min;
    private final double max;
    private final List<String> allowed;
    private final Set<String> allowedSet;
    private final Sensitivity sensitivity;
    private final @Nullable ZoneId zone;

    private Field(Builder builder) {
        this.name = builder.name;
        this.type = builder.type;
        this.roles = Collections.unmodifiableSet(EnumSet.copyOf(builder.roles));
        this.nullable = builder.nullable;
        this.min = builder.min;
        this.max = builder.max;
        this.allowed = List.copyOf(builder.allowed);
        this.allowedSet = Set.copyOf(builder.allowed);
        this.sensitivity = builder.sensitivity;
        this.zone = builder.zone;
    }

    /**
     * Starts a field; by default it is a FEATURE, INTERNAL, not nullable, and every value of its type is allowed.
     *
     * @param name its name, unique in the schema; 1 to 255 characters, no control characters
     * @param type type of its values
     * @return a builder
     * @throws IllegalArgumentException if the name is blank, too long or holds a control character
     */
    public static Builder builder(String name, DataType type) {
        return new Builder(name, type);
    }

    /**
     * A feature without further rules.
     *
     * @param name its name
     * @param type type of its values
     * @return the field
     * @throws IllegalArgumentException if the name is blank, too long or holds a control character
     */
    public static Field of(String name, DataType type) {
        return builder(name, type).build();
    }

    /**
     * Its name.
     *
     * @return the name, unique in the schema
     */
    public String name() {
        return name;
    }

    /**
     * The type of its values.
     *
     * @return the type
     */
    public DataType type() {
        return type;
    }

    /**
     * What it is used for.
     *
     * @return at least one role, unmodifiable
     */
    public Set<Role> roles() {
        return roles;
    }

    /**
     * Whether it is used for this.
     *
     * @param role the use in question
     * @return true if the role is among {@link #roles()}
     */
    public boolean is(Role role) {
        return roles.contains(role);
    }

    /**
     * Whether values may be missing.
     *
     * @return true if null is allowed
     */
    public boolean isNullable() {
        return nullable;
    }

    /**
     * Smallest allowed number, inclusive.
     *
     * @return the bound; negative infinity for none
     */
    public double min() {
        return min;
    }

    /**
     * Largest allowed number, inclusive.
     *
     * @return the bound; positive infinity for none
     */
    public double max() {
        return max;
    }

    /**
     * The only allowed words, in the order given.
     *
     * @return the words, unmodifiable; empty if any are allowed
     */
    public List<String> allowed() {
        return allowed;
    }

    /**
     * How carefully its values must be treated.
     *
     * @return the sensitivity
     */
    public Sensitivity sensitivity() {
        return sensitivity;
    }

    /**
     * In which zone a written time without offset is to be read.
     *
     * @return the zone, or empty if such a time is a bad cell
     */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /**
     * The rule that a missing value breaks.
     *
     * @return the rule in words, or empty if null is allowed
     */
    public Optional<String> ruleBrokenByNull() {
        return nullable ? Optional.empty() : Optional.of("must not be missing");
    }

    /**
     * The rule that a number breaks. NaN breaks any range.
     *
     * @param value the number
     * @return the rule in words, or empty if the value is allowed
     */
    public Optional<String> ruleBrokenBy(double value) {
        boolean bounded = min != Double.NEGATIVE_INFINITY || max != Double.POSITIVE_INFINITY;
        if (!bounded || value >= min && value <= max) {
            return Optional.empty();
        }
        return Optional.of("must be in [" + min + ", " + max + "]");
    }

    /**
     * The rule that a text breaks.
     *
     * @param value the text
     * @return the rule in words, or empty if the value is allowed
     */
    public Optional<String> ruleBrokenBy(String value) {
        return allowedSet.isEmpty() || allowedSet.contains(value)
                ? Optional.empty()
                : Optional.of("must be one of " + allowed);
    }

    /**
     * A builder that starts from this field.
     *
     * @return a new builder with all of this field's properties
     */
    public Builder toBuilder() {
        Builder builder = new Builder(name, type);
        builder.roles = EnumSet.copyOf(roles);
        builder.nullable = nullable;
        builder.min = min;
        builder.max = max;
        builder.allowed = new LinkedHashSet<>(allowed);
        builder.sensitivity = sensitivity;
        builder.zone = zone;
        return builder;
    }

    /**
     * Compares every property.
     *
     * @param other what to compare with
     * @return true for a field with the same properties
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Field that
                && name.equals(that.name)
                && type.equals(that.type)
                && roles.equals(that.roles)
                && nullable == that.nullable
                && Double.compare(min, that.min) == 0
                && Double.compare(max, that.max) == 0
                && allowed.equals(that.allowed)
                && sensitivity == that.sensitivity
                && Objects.equals(zone, that.zone);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of name, type and roles
     */
    @Override
    public int hashCode() {
        return Objects.hash(name, type, roles, nullable, sensitivity);
    }

    /**
     * One line for messages.
     *
     * @return name and type
     */
    @Override
    public String toString() {
        return name + ":" + type + (nullable ? "?" : "");
    }

    /** Builds a {@link Field}. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final DataType type;
        private EnumSet<Role> roles = EnumSet.of(Role.FEATURE);
        private boolean nullable;
        private double min = Double.NEGATIVE_INFINITY;
        private double max = Double.POSITIVE_INFINITY;
        private LinkedHashSet<String> allowed = new LinkedHashSet<>();
        private Sensitivity sensitivity = Sensitivity.INTERNAL;
        private @Nullable ZoneId zone;

        private Builder(String name, DataType type) {
            this.name = Objects.requireNonNull(name, "name");
            this.type = Objects.requireNonNull(type, "type");
            if (name.isBlank()
                    || name.length() > MAX_NAME_LENGTH
                    || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "field name must be 1 to 255 characters without control characters but was '" + name.strip()
                                + "' (" + name.length() + " characters)");
            }
        }

        /**
         * Replaces the roles.
         *
         * @param first a role
         * @param more further roles
         * @return this builder
         */
        public Builder roles(Role first, Role... more) {
            roles = EnumSet.of(first, more);
            return this;
        }

        /**
         * Replaces the roles.
         *
         * @param all the roles, at least one
         * @return this builder
         * @throws IllegalArgumentException if {@code all} is empty
         */
        public Builder roles(Collection<Role> all) {
            if (all.isEmpty()) {
                throw new IllegalArgumentException("field '" + name + "' must have at least one role but had none");
            }
            roles = EnumSet.copyOf(all);
            return this;
        }

        /**
         * Allows missing values.
         *
         * @return this builder
         */
        public Builder nullable() {
            return nullable(true);
        }

        /**
         * Allows or forbids missing values.
         *
         * @param allowNull whether null is allowed
         * @return this builder
         */
        public Builder nullable(boolean allowNull) {
            nullable = allowNull;
            return this;
        }

        /**
         * Bounds a numeric field.
         *
         * @param lowest smallest allowed number, inclusive; may be negative infinity
         * @param highest largest allowed number, inclusive; may be positive infinity
         * @return this builder
         * @throws IllegalArgumentException if the field is not numeric, a bound is NaN, or lowest exceeds highest
         */
        public Builder range(double lowest, double highest) {
            if (!type.isNumeric()) {
                throw new IllegalArgumentException("only a numeric field has a range but '" + name + "' is " + type);
            }
            if (!(lowest <= highest)) {
                throw new IllegalArgumentException("range of field '" + name + "' must have lowest <= highest but was ["
                        + lowest + ", " + highest + "]");
            }
            // No written form tells -0.0 from 0.0, so a schema read back would differ.
            min = lowest + 0.0;
            max = highest + 0.0;
            return this;
        }

        /**
         * Limits a text field to these words.
         *
         * @param words the allowed words
         * @return this builder
         * @throws IllegalArgumentException if the field is no text field
         */
        public Builder allowed(String... words) {
            return allowed(Arrays.asList(words));
        }

        /**
         * Limits a text field to these words.
         *
         * @param words the allowed words; empty for any
         * @return this builder
         * @throws IllegalArgumentException if the field is no text field
         */
        public Builder allowed(Collection<String> words) {
            if (!type.isText() && !words.isEmpty()) {
                throw new IllegalArgumentException(
                        "only a STRING or CATEGORY field has allowed words but '" + name + "' is " + type);
            }
            allowed = new LinkedHashSet<>(words);
            return this;
        }

        /**
         * Says how carefully values must be treated.
         *
         * @param level the sensitivity
         * @return this builder
         */
        public Builder sensitivity(Sensitivity level) {
            sensitivity = Objects.requireNonNull(level, "level");
            return this;
        }

        /**
         * Reads times that are written without an offset in this zone.
         *
         * @param readIn the zone
         * @return this builder
         * @throws IllegalArgumentException if the field is no INSTANT
         */
        public Builder zone(ZoneId readIn) {
            if (type.kind() != DataType.Kind.INSTANT) {
                throw new IllegalArgumentException("only an INSTANT field has a zone but '" + name + "' is " + type);
            }
            zone = Objects.requireNonNull(readIn, "readIn");
            return this;
        }

        /**
         * The field.
         *
         * @return an immutable field
         */
        public Field build() {
            return new Field(this);
        }
    }
}
