package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.ReadOnlyDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.VersionedKey;

class RecordedKeysTest {

    private final MemoryDirectory directory = new MemoryDirectory();
    private final FaultyDirectory faulty = new FaultyDirectory(directory);
    private final TiledAuditLog log = Fixtures.open(faulty);
    private final RecordedKeys keys = new RecordedKeys(new DirectoryKeyProvider(directory), log, Fixtures.CLOCK);

    @BeforeEach
    void start() {
        Fixtures.fill(log, 1);
    }

    @Test
    void recordsTheFirstUseOfAKey() {
        VersionedKey key = keys.current("customer", KeyUse.HMAC);
        assertThat(key.toString()).isEqualTo("customer/HMAC/1");
        assertThat(Fixtures.all(log).stream().map(RecordedEntry::entry).skip(1))
                .containsExactly(new AuditEntry(
                        Fixtures.NOW,
                        Actor.service("mlops"),
                        "key.use",
                        Ref.of("key", "customer/HMAC/1"),
                        "first use of the key by this process",
                        Map.of()));
    }

    @Test
    void recordsItOnceForEachKey() {
        keys.current("customer", KeyUse.HMAC);
        keys.current("customer", KeyUse.HMAC);
        keys.find("customer", KeyUse.HMAC, 1);
        keys.find("customer", KeyUse.HMAC, 2);
        keys.current("customer", KeyUse.ENCRYPTION);
        assertThat(log.about("key", "customer/HMAC/1")).hasSize(1);
        assertThat(log.about("key", "customer/ENCRYPTION/1")).hasSize(1);
        assertThat(log.size()).isEqualTo(3);
    }

    @Test
    void handsOutKeysWhenTheLogCannotBeWrittenAndTriesAgain() {
        faulty.failAt(1);
        assertThat(keys.current("customer", KeyUse.HMAC)).isNotNull();
        assertThat(log.size()).isEqualTo(1);
        keys.current("customer", KeyUse.HMAC);
        assertThat(log.size()).isEqualTo(2);
    }

    @Test
    void changesNothingInADirectoryForReading() throws IOException {
        new DirectoryKeyProvider(directory).current("customer", KeyUse.HMAC);
        TiledAuditLog readOnly = Fixtures.open(new ReadOnlyDirectory(directory));
        RecordedKeys reading = new RecordedKeys(new DirectoryKeyProvider(directory), readOnly, Fixtures.CLOCK);
        assertThat(reading.find("customer", KeyUse.HMAC, 1)).isPresent();
        assertThat(readOnly.size()).isEqualTo(1);
    }
}
