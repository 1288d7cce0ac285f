package org.mlops4j.data;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which physical rows hold no value. */
final class Validity {

    static final Validity ALL = new Validity(null);

    private final @Nullable BitSet nulls;

    private Validity(@Nullable BitSet nulls) {
        this.nulls = nulls;
    }

    static Validity withNulls(BitSet nulls) {
        return nulls.isEmpty() ? ALL : new Validity((BitSet) nulls.clone());
    }

    boolean isNull(int physical) {
        return nulls != null && nulls.get(physical);
    }

    boolean allValid() {
        return nulls == null;
    }
}
