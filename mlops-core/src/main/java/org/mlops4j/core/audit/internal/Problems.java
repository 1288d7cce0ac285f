package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mlops4j.identity.IntegrityException;

/** What is wrong with a log, each thing once, up to a number that a person can still read. */
final class Problems {

    private static final int MAX = 100;

    private final Set<String> found = new LinkedHashSet<>();
    private boolean more;

    void add(String problem) {
        if (found.size() < MAX) {
            found.add(problem);
        } else {
            more |= !found.contains(problem);
        }
    }

    /** The result, or empty after noting that what was read is not as it was written. */
    <T> Optional<T> check(Reading<T> reading) throws IOException {
        try {
            return Optional.of(reading.read());
        } catch (IntegrityException e) {
            add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    List<String> list() {
        List<String> all = new ArrayList<>(found);
        if (more) {
            all.add("there are more than " + MAX + " problems; the others are not listed");
        }
        return all;
    }
}
