package org.mlops4j.core.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mlops4j.identity.ActionHistory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.UnauthorizedException;

/**
 * Who may do what, as a list of rules: what no rule allows is refused. Immutable; each method returns rules with one
 * more.
 *
 * <p>Actions are named as in the audit log: {@code version.register}, {@code version.evaluate}, {@code
 * version.approve}, {@code version.tag}, {@code alias.move}, {@code alias.roll-back}, {@code key.rotate}. A pattern is one
 * of them, or {@code version.*} for all that begin so, or {@code *} for all.
 *
 * @since 0.1.0
 */
public final class AccessRules implements Authorizer {

    private static final Pattern PATTERN = Pattern.compile("\\*|[a-z][a-z-]*(\\.[a-z][a-z-]*)*(\\.\\*)?");

    private final List<Allowance> allowances;
    private final List<String> authenticated;
    private final List<Separation> separations;

    private AccessRules(List<Allowance> allowances, List<String> authenticated, List<Separation> separations) {
        this.allowances = allowances;
        this.authenticated = authenticated;
        this.separations = separations;
    }

    /** Whom a pattern of actions is allowed to: everybody of some kinds, and some by name. */
    private record Allowance(String pattern, List<Actor.Kind> kinds, List<String> names) {

        boolean allows(Actor actor, String action) {
            return matches(pattern, action) && (kinds.contains(actor.kind()) || names.contains(actor.toString()));
        }

        Stream<String> allowed() {
            return Stream.concat(
                    kinds.stream().map(kind -> "any " + kind.name().toLowerCase(Locale.ROOT)), names.stream());
        }
    }

    /** Whoever did one action to a thing may not do the other. */
    private record Separation(String first, String second) {}

    /**
     * Allows nothing yet.
     *
     * @return rules to add to
     */
    public static AccessRules denyAll() {
        return new AccessRules(List.of(), List.of(), List.of());
    }

    /**
     * Allows actions to all actors of some kinds.
     *
     * @param pattern the actions
     * @param kinds the kinds; at least one
     * @return these rules and that one
     * @throws IllegalArgumentException if the pattern is none or there is no kind
     */
    public AccessRules allow(String pattern, Actor.Kind... kinds) {
        return allow(new Allowance(requirePattern(pattern), List.of(kinds), List.of()));
    }

    /**
     * Allows actions to some actors, however sure the library is of them; see {@link #requireAuthenticated}.
     *
     * @param pattern the actions
     * @param actors the actors, by kind and id; at least one
     * @return these rules and that one
     * @throws IllegalArgumentException if the pattern is none or there is no actor
     */
    public AccessRules allow(String pattern, Actor... actors) {
        List<String> names = Arrays.stream(actors).map(Actor::toString).toList();
        return allow(new Allowance(requirePattern(pattern), List.of(), names));
    }

    private AccessRules allow(Allowance rule) {
        if (rule.kinds.isEmpty() && rule.names.isEmpty()) {
            throw new IllegalArgumentException("rule for '" + rule.pattern + "' must name whom it allows");
        }
        return new AccessRules(with(allowances, rule), authenticated, separations);
    }

    /**
     * Refuses actions by actors who only claim to be who they are.
     *
     * @param pattern the actions
     * @return these rules and that one
     * @throws IllegalArgumentException if the pattern is none
     */
    public AccessRules requireAuthenticated(String pattern) {
        return new AccessRules(allowances, with(authenticated, requirePattern(pattern)), separations);
    }

    /**
     * Separates duties: whoever did the first action to a thing may not do the second to it, as {@code
     * separate("version.register", "version.approve")} asks for a second pair of eyes. Looked up in the audit log, which
     * takes time linear in its length. Whoever may claim to be somebody else is not held back by this alone: require
     * both actions to be authenticated.
     *
     * @param first the earlier action; no pattern
     * @param second the later action; no pattern
     * @return these rules and that one
     * @throws IllegalArgumentException if one is no action or both are the same
     */
    public AccessRules separate(String first, String second) {
        if (requirePattern(first).endsWith("*") || requirePattern(second).endsWith("*") || first.equals(second)) {
            throw new IllegalArgumentException(
                    "separated must be two different actions but were '" + first + "' and '" + second + "'");
        }
        return new AccessRules(allowances, authenticated, with(separations, new Separation(first, second)));
    }

    /** As the other, for rules without separation; with any, the history is needed and this refuses what they speak of. */
    @Override
    public void authorize(Actor actor, String action, Ref subject) {
        authorize(actor, action, subject, (who, what, thing) -> true);
    }

    @Override
    public void authorize(Actor actor, String action, Ref subject, ActionHistory history) {
        if (allowances.stream().noneMatch(rule -> rule.allows(actor, action))) {
            throw new UnauthorizedException(
                    actor + " may not '" + action + "' " + subject + "; " + allowedInstead(action));
        }
        if (actor.assurance() != Actor.Assurance.AUTHENTICATED
                && authenticated.stream().anyMatch(pattern -> matches(pattern, action))) {
            throw new UnauthorizedException(actor + " may not '" + action + "' " + subject
                    + " by claim only; authenticate with the application's ActorProvider");
        }
        for (Separation rule : separations) {
            if (rule.second.equals(action) && history.hasDone(actor, rule.first, subject)) {
                throw new UnauthorizedException(actor + " may not '" + action + "' " + subject + " after having done '"
                        + rule.first + "' to it; somebody else must");
            }
        }
    }

    private String allowedInstead(String action) {
        String allowed = allowances.stream()
                .filter(rule -> matches(rule.pattern, action))
                .flatMap(Allowance::allowed)
                .distinct()
                .collect(Collectors.joining(", "));
        return allowed.isEmpty() ? "no rule allows it to anybody" : "allowed are " + allowed;
    }

    private static boolean matches(String pattern, String action) {
        return pattern.endsWith("*")
                ? action.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(action);
    }

    private static String requirePattern(String pattern) {
        Objects.requireNonNull(pattern, "pattern");
        if (!PATTERN.matcher(pattern).matches()) {
            throw new IllegalArgumentException(
                    "pattern must be an action such as alias.move, or alias.*, or *, but was '" + pattern + "'");
        }
        return pattern;
    }

    private static <T> List<T> with(List<T> known, T more) {
        return Stream.concat(known.stream(), Stream.of(more)).toList();
    }
}
