package org.mlops4j.core.profile.internal;

import java.util.Set;
import org.mlops4j.data.Row;

/** A row some of whose values were redacted down to the number of their bin in a reference profile. */
public interface BinnedRow extends Row {

    /** The answer of {@link #bin(int)} for a field that was not redacted to a bin. */
    int NO_BIN = -1;

    /** The bin of the field's value in the reference that the row is counted against, or {@link #NO_BIN}. */
    int bin(int field);

    /** The same object for all rows whose fields were redacted alike. */
    Object layout();

    /** The fields of which neither a value nor a bin was kept, so that nothing can be said of them. */
    Set<String> hiddenFields();
}
