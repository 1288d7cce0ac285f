package org.mlops4j.core.serving.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;

class RetryTest {

    private static final ModelVersion FIRST = version(1);
    private static final ModelVersion SECOND = version(2);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final Retry retry = new Retry(nanos::get, Duration.ofSeconds(5));

    @Test
    void pausesDoubleUpToAMinute() {
        for (long seconds : new long[] {5, 10, 20, 40, 60, 60}) {
            retry.failed(FIRST);
            nanos.addAndGet(Duration.ofSeconds(seconds).toNanos() - 1);
            assertThat(retry.isTooEarly(FIRST)).as("just before %d s", seconds).isTrue();
            nanos.incrementAndGet();
            assertThat(retry.isTooEarly(FIRST)).as("after %d s", seconds).isFalse();
        }
    }

    @Test
    void anotherVersionIsNotHeldBack() {
        retry.failed(FIRST);
        assertThat(retry.isTooEarly(SECOND)).isFalse();
    }

    @Test
    void anotherVersionBeginsWithTheFirstPause() {
        retry.failed(FIRST);
        retry.failed(FIRST);
        retry.failed(SECOND);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(retry.isTooEarly(SECOND)).isFalse();
    }

    @Test
    void isForgotten() {
        retry.failed(FIRST);
        retry.forget();
        assertThat(retry.isTooEarly(FIRST)).isFalse();
    }

    @Test
    void aLongFirstPauseIsNotShortened() {
        Retry patient = new Retry(nanos::get, Duration.ofHours(1));
        patient.failed(FIRST);
        patient.failed(FIRST);
        nanos.addAndGet(Duration.ofHours(1).toNanos() - 1);
        assertThat(patient.isTooEarly(FIRST)).isTrue();
    }

    private static ModelVersion version(int number) {
        return new ModelVersion(
                number,
                Digest.of(new byte[] {(byte) number}),
                ModelManifest.builder("m").build(),
                Instant.EPOCH,
                Actor.human("ada"),
                "test");
    }
}
