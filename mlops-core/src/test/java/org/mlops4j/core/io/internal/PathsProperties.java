package org.mlops4j.core.io.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class PathsProperties {

    @Property(tries = 300)
    void decodeReadsWhatEncodeWrites(@ForAll @StringLength(max = 40) String name) {
        if (name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            assertThat(Paths.decode(Paths.encode(name))).isEqualTo(name);
        }
    }

    @Property(tries = 300)
    void encodedNamesAreValidPartsOfAPath(@ForAll @StringLength(min = 1, max = 25) String name) {
        String encoded = Paths.encode(name);

        assertThat(Paths.requireValid(encoded)).isEqualTo(encoded).doesNotContain("/");
    }

    /** File systems that ignore case must not mix up two names. */
    @Property(tries = 300)
    void encodedNamesHaveNoUpperCase(@ForAll @StringLength(max = 40) String name) {
        assertThat(Paths.encode(name)).isEqualTo(Paths.encode(name).toLowerCase(Locale.ROOT));
    }
}
