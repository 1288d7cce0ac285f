package org.mlops4j.core.monitoring.internal;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.mlops4j.core.prediction.internal.LoggedRow;
import org.mlops4j.core.profile.internal.ProfileCounter;
import org.mlops4j.data.Row;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.ProfilePair;

/**
 * Counts the logged inputs of a window against a reference. Inputs logged under several schemas or rules are counted
 * apart and merged over the columns that all of them have.
 */
final class WindowProfile {

    private final Profile reference;
    private final IdentityHashMap<Object, ProfileCounter> counters = new IdentityHashMap<>();

    WindowProfile(Profile reference) {
        this.reference = reference;
    }

    void add(Row row) {
        if (row instanceof LoggedRow logged) {
            counters.computeIfAbsent(
                            logged.layout(),
                            any -> ProfileCounter.against(reference, row.schema(), logged.hiddenFields()))
                    .add(row);
        } else {
            counters.computeIfAbsent(row.schema(), any -> ProfileCounter.against(reference, row.schema(), Set.of()))
                    .add(row);
        }
    }

    ProfilePair toPair() {
        Profile all = counters.values().stream()
                .map(ProfileCounter::toProfile)
                .reduce(WindowProfile::merge)
                .orElseGet(() -> ProfileCounter.against(reference, reference.schema(), Set.of())
                        .toProfile());
        return new ProfilePair(reference, all);
    }

    private static Profile merge(Profile a, Profile b) {
        return shared(a, b).merge(shared(b, a));
    }

    private static Profile shared(Profile profile, Profile other) {
        List<ColumnProfile> columns = profile.columns().stream()
                .filter(column -> other.column(column.field().name()).isPresent())
                .toList();
        return Profile.of(profile.rows(), columns);
    }
}
