package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.KeyVersion;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.UnauthorizedException;

class AuditedKeyringTest {

    private static final Actor ADA = Fixtures.ADA;

    private final MemoryDirectory directory = new MemoryDirectory();
    private final Opened home = new Opened(directory, Authorizer.allowAll());

    /** Log and keys of one directory, as Mlops wires them. */
    private static final class Opened {

        final TiledAuditLog log;
        final AuditedKeyring keys;

        Opened(Directory directory, Authorizer authorizer) {
            DirectoryKeyProvider provider = new DirectoryKeyProvider(directory, Fixtures.CLOCK);
            log = TiledAuditLog.open(directory, provider, Fixtures.CLOCK, Fixtures.ORIGIN);
            AccessControl access = new AccessControl(null, authorizer, new RecordedActions(log));
            keys = new AuditedKeyring(provider, log, access, Fixtures.CLOCK);
            log.probe(key -> AuditedKeyring.isDocument(key) ? keys.content(key) : read(directory, key));
        }

        private static Optional<Digest> read(Directory directory, String key) {
            try {
                return directory.read(key).map(Digest::of);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        List<AuditEntry> entries() {
            return Fixtures.all(log).stream().map(RecordedEntry::entry).toList();
        }

        long rotations() {
            return entries().stream()
                    .filter(entry -> entry.action().equals(AuditedKeyring.ROTATE))
                    .count();
        }
    }

    @Test
    void tellsOfTheFirstVersionOnce() {
        home.keys.current("customer", KeyUse.HMAC);
        home.keys.current("customer", KeyUse.HMAC);
        assertThat(home.entries())
                .containsExactly(new AuditEntry(
                        Fixtures.NOW,
                        Actor.service("mlops"),
                        "key.create",
                        Ref.of("key", "customer/HMAC"),
                        "needed for the first time",
                        Map.of("version", "1")));
    }

    @Test
    void tellsWhoRotatedWhichKeyAndWhy() {
        home.keys.current("audit", KeyUse.SIGNING);
        KeyVersion made = home.keys.rotate("audit", KeyUse.SIGNING, ADA, "yearly");
        String half = Base64.getEncoder()
                .encodeToString(made.publicKey().orElseThrow().getEncoded());
        assertThat(home.entries().get(1))
                .isEqualTo(new AuditEntry(
                        Fixtures.NOW,
                        ADA,
                        "key.rotate",
                        Ref.of("key", "audit/SIGNING"),
                        "yearly",
                        Map.of("version", "2", "public", half)));
        assertThat(home.keys.list()).hasSize(2).contains(made);
    }

    @Test
    void checksItsLogWithTheKeysOfAllVersions() {
        home.log.append(Fixtures.entry(0));
        home.log.checkpoint();
        String before = home.log.verifierKey();
        home.keys.rotate("audit", KeyUse.SIGNING, ADA, "yearly");
        home.log.append(Fixtures.entry(1));
        home.log.checkpoint();
        assertThat(home.log.verifierKey()).isNotEqualTo(before);
        assertThat(home.log.verify().problems()).isEmpty();
        assertThat(new Opened(directory, Authorizer.allowAll()).log.verify().problems())
                .isEmpty();
    }

    @Test
    void rotatesTheKeyOfALogThatSignsItselfMeanwhile() {
        home.keys.current("audit", KeyUse.SIGNING);
        // The log signs itself at 256 entries: the rotation is the one that makes it.
        Fixtures.fill(home.log, 254);
        home.keys.rotate("audit", KeyUse.SIGNING, ADA, "yearly");
        assertThat(home.log.lastCheckpoint().orElseThrow().size()).isEqualTo(256);
        assertThat(home.log.verify().problems()).isEmpty();
    }

    @Test
    void asksTheAuthorizerBeforeAnythingIsMade() {
        home.keys.current("customer", KeyUse.HMAC);
        Opened guarded = new Opened(directory, (actor, action, subject) -> {
            throw new UnauthorizedException(actor + " " + action + " " + subject);
        });
        assertThatThrownBy(() -> guarded.keys.rotate("customer", KeyUse.HMAC, ADA, "yearly"))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("human:ada key.rotate key customer/HMAC");
        assertThat(home.keys.list()).hasSize(1);
        assertThat(home.entries()).hasSize(1);
    }

    @Test
    void wantsAReason() {
        home.keys.current("customer", KeyUse.HMAC);
        assertThatThrownBy(() -> home.keys.rotate("customer", KeyUse.HMAC, ADA, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reason for 'key.rotate' must say why but was blank");
        assertThat(home.keys.list()).hasSize(1);
    }

    @Test
    void leavesKeysOfAnotherProviderToTheirOwnTools() {
        SeededKeys foreign = new SeededKeys(1);
        AccessControl access = new AccessControl(null, Authorizer.allowAll(), new RecordedActions(home.log));
        AuditedKeyring keys = new AuditedKeyring(foreign, home.log, access, Fixtures.CLOCK);
        assertThat(keys.current("audit", KeyUse.SIGNING)).isSameAs(foreign.current("audit", KeyUse.SIGNING));
        assertThat(keys.find("audit", KeyUse.SIGNING, 1)).isPresent();
        assertThatThrownBy(keys::list)
                .isInstanceOf(MlopsException.class)
                .hasMessage("keys come from " + SeededKeys.class.getName()
                        + " and cannot be listed here; use the tools of where they are kept");
        assertThatThrownBy(() -> keys.rotate("audit", KeyUse.SIGNING, ADA, "yearly"))
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining("cannot be rotated here");
    }

    /** Each write of a rotation in turn is the last that a killed process, or a machine without power, gets to. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesTheOldVersionOrTheNewOneWithItsEntryWhereverItIsKilled(boolean powerLoss) {
        int write = 0;
        boolean finished = false;
        int olds = 0;
        int news = 0;
        while (!finished) {
            write++;
            MemoryDirectory disk = new MemoryDirectory();
            FaultyDirectory faulty = new FaultyDirectory(disk);
            Opened process = new Opened(faulty, Authorizer.allowAll());
            process.keys.current("customer", KeyUse.HMAC);
            faulty.killAt(write, powerLoss);
            try {
                process.keys.rotate("customer", KeyUse.HMAC, ADA, "yearly");
                finished = faulty.writes() < write;
            } catch (FaultyDirectory.Kill e) {
                finished = false;
            }
            Opened next = new Opened(disk, Authorizer.allowAll());
            // Whoever writes next settles what was left in doubt.
            next.log.append(Fixtures.entry(0));
            int version = next.keys.current("customer", KeyUse.HMAC).version();
            assertThat(next.rotations()).as("killed at write %d", write).isEqualTo(version - 1L);
            assertThat(next.keys.find("customer", KeyUse.HMAC, 1)).isPresent();
            assertThat(next.log.verify().problems()).isEmpty();
            olds += version == 1 ? 1 : 0;
            news += version == 2 ? 1 : 0;
        }
        assertThat(olds).as("killed before").isPositive();
        assertThat(news).as("killed after, or not at all").isGreaterThan(1);
    }

    /** A full disk is told to the caller, and no key is in use that the log does not know of. */
    @Test
    void takesBackARotationThatCannotBeWritten() {
        int failed = 0;
        for (int write = 1; write <= 3; write++) {
            MemoryDirectory disk = new MemoryDirectory();
            FaultyDirectory faulty = new FaultyDirectory(disk);
            Opened process = new Opened(faulty, Authorizer.allowAll());
            process.keys.current("customer", KeyUse.HMAC);
            faulty.failAt(write);
            try {
                process.keys.rotate("customer", KeyUse.HMAC, ADA, "yearly");
            } catch (UncheckedIOException e) {
                failed++;
                assertThat(process.keys.current("customer", KeyUse.HMAC).version())
                        .isEqualTo(1);
            }
            KeyVersion made = process.keys.rotate("customer", KeyUse.HMAC, ADA, "again");
            assertThat(process.rotations()).isEqualTo(made.version() - 1L);
        }
        assertThat(failed).isPositive();
    }
}
