package org.mlops4j.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a check finds its subject. A test gives objects, a gate the recorded facts of two versions, a monitor a window
 * of the log.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Evidence {

    /**
     * The subject of a type.
     *
     * @param <S> what is looked for
     * @param type its class
     * @return the subject, or empty if there is none
     */
    <S> Optional<S> find(Class<S> type);

    /**
     * These objects; the first that is an instance of the wanted type is found.
     *
     * @param subjects the objects
     * @return evidence over them
     */
    static Evidence of(Object... subjects) {
        List<Object> known = List.of(subjects);
        return new Evidence() {
            @Override
            public <S> Optional<S> find(Class<S> type) {
                return known.stream().filter(type::isInstance).map(type::cast).findFirst();
            }
        };
    }

    /**
     * This evidence, and more where it has none.
     *
     * @param more asked second
     * @return both
     */
    default Evidence orElse(Evidence more) {
        Evidence first = this;
        return new Evidence() {
            @Override
            public <S> Optional<S> find(Class<S> type) {
                return first.find(type).or(() -> more.find(type));
            }
        };
    }

    /**
     * Runs checks in order on this evidence.
     *
     * @param checks the checks
     * @return one result a check
     */
    default List<CheckResult> run(List<? extends Check<?>> checks) {
        List<CheckResult> results = new ArrayList<>(checks.size());
        for (Check<?> check : checks) {
            results.add(check.run(this));
        }
        return results;
    }
}
