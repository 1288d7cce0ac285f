package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.InstantColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.identity.Digest;
import org.mlops4j.profile.Profile;

/** The bytes of a profile do not depend on the platform, and their size not on the rows. */
class ProfileBytesTest {

    private static Table table(int rows) {
        SplittableRandom random = new SplittableRandom(20261123);
        double[] numbers = random.doubles(rows).map(u -> 1 / (u + 0.001)).toArray();
        String[] words = new String[rows];
        Arrays.setAll(words, i -> "wörd-" + Math.min(random.nextInt(5000), random.nextInt(5000)));
        Instant[] times = new Instant[rows];
        Arrays.setAll(times, i -> Instant.ofEpochSecond(random.nextLong(2_000_000_000)));
        return Table.of(
                Float64Column.of(Field.of("number", DataType.FLOAT64), numbers),
                CategoryColumn.of(Field.of("word", DataType.CATEGORY), words),
                StringColumn.of(Field.of("text", DataType.STRING), words),
                InstantColumn.of(Field.of("time", DataType.INSTANT), times),
                VectorColumn.of(
                        Field.of("vector", DataType.vector(3)), Collections.nCopies(rows, new double[] {1, 2, 2})));
    }

    @Test
    void bytesAreTheSameOnEveryPlatform() {
        // Recorded on JDK 17.0.15 and found the same on 25.0.3: a change means that stored digests no longer match.
        assertThat(Digest.of(Profiles.toBytes(Profiles.of(table(20_000)))).shortHex())
                .isEqualTo("0a6fc1c38e5f");
        assertThat(Digest.of(Profiles.toBytes(Profiles.reference(table(20_000))))
                        .shortHex())
                .isEqualTo("ce203e928222");
    }

    @Test
    void columnTakesAtMostFortyKibibytes() {
        Table table = table(300_000);
        for (String name : List.of("number", "word", "text", "time", "vector")) {
            Profile profile = Profiles.of(table.columns(name));
            assertThat(Profiles.toBytes(profile)).as(name).hasSizeLessThanOrEqualTo(40 * 1024);
        }
    }
}
