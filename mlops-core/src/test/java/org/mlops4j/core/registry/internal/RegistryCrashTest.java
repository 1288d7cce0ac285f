package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.ModelVersion;

/** A process that dies, or whose disk is full, at every one of its writes: a change is there with its entry, or neither. */
class RegistryCrashTest {

    private static final Actor ADA = TestRegistry.ADA;

    /** Each changes one document. */
    private enum Act {
        REGISTER(test -> test.register("credit", "c")),
        REGISTER_FIRST(test -> test.register("fraud", "a")),
        MOVE(test -> test.registry.moveAlias("credit", "champion", 1, ADA, "back")),
        MOVE_FIRST(test -> test.registry.moveAlias("credit", "shadow", 1, ADA, "watch")),
        ROLL_BACK(test -> test.registry.rollback("credit", "champion", ADA, "complaints")),
        EVALUATE(test -> test.registry.recordEvaluation(
                test.registry.resolve("credit:1"),
                TestRegistry.report("holdout"),
                TestRegistry.rows(),
                ADA,
                "quarterly")),
        APPROVE(test -> test.registry.approve(test.registry.resolve("credit:1"), ADA, "fine")),
        TAG(test -> test.registry.tag(test.registry.resolve("credit:1"), "team", "risk", ADA, "ours"));

        private final Consumer<TestRegistry> change;

        Act(Consumer<TestRegistry> change) {
            this.change = change;
        }

        void on(TestRegistry test) {
            change.accept(test);
        }
    }

    private static MemoryDirectory home() {
        MemoryDirectory directory = new MemoryDirectory();
        TestRegistry before = new TestRegistry(directory);
        before.register("credit", "a");
        before.register("credit", "b");
        before.registry.moveAlias("credit", "champion", 1, ADA, "first");
        before.registry.moveAlias("credit", "champion", 2, ADA, "better");
        before.registry.moveAlias("credit", "champion", 1, ADA, "complaints");
        before.registry.moveAlias("credit", "champion", 2, ADA, "repaired");
        return directory;
    }

    private static int writesOf(Act act) {
        FaultyDirectory directory = new FaultyDirectory(home());
        TestRegistry test = new TestRegistry(directory);
        directory.failAt(Integer.MAX_VALUE);
        act.on(test);
        return directory.writes();
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void aKilledProcessLeavesOldOrNewWithOneEntryForEachDocument(Act act) {
        int writes = writesOf(act);
        assertThat(writes).isGreaterThanOrEqualTo(4);
        List<Boolean> made = new ArrayList<>();
        for (int write = 1; write <= writes; write++) {
            for (boolean powerLoss : new boolean[] {false, true}) {
                MemoryDirectory directory = home();
                Map<String, Digest> before = documents(directory);
                FaultyDirectory faulty = new FaultyDirectory(directory);
                TestRegistry dying = new TestRegistry(faulty);
                faulty.killAt(write, powerLoss);
                kill(() -> act.on(dying));

                made.add(!documents(directory).equals(before));
                assertConsistent(directory, before.size() + 1);
                // Whoever is asked to do it again does, or finds it done.
                act.on(new TestRegistry(directory));
            }
        }
        assertThat(made).contains(false, true);
    }

    /** Whether the change is made or not, a process whose write failed can go on. */
    @ParameterizedTest
    @EnumSource(Act.class)
    void afterAFailedWriteTheSameProcessGoesOn(Act act) {
        int writes = writesOf(act);
        for (int write = 1; write <= writes; write++) {
            MemoryDirectory directory = home();
            Map<String, Digest> before = documents(directory);
            FaultyDirectory faulty = new FaultyDirectory(directory);
            TestRegistry test = new TestRegistry(faulty);
            faulty.failAt(write);
            try {
                act.on(test);
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining("disk is full");
                assertThat(documents(directory)).isEqualTo(before);
            }
            act.on(test);
            assertThat(documents(directory)).isNotEqualTo(before);
            assertConsistent(directory, before.size() + 2);
        }
    }

    @Test
    void aVersionThatWasAcknowledgedIsWholeAfterTheNextOneDied() {
        int writes = writesOf(Act.REGISTER);
        for (int write = 1; write <= writes; write++) {
            MemoryDirectory directory = home();
            FaultyDirectory faulty = new FaultyDirectory(directory);
            TestRegistry dying = new TestRegistry(faulty);
            faulty.killAt(write, true);
            kill(() -> Act.REGISTER.on(dying));

            TestRegistry after = new TestRegistry(directory);
            for (ModelVersion version : after.registry.versions("credit")) {
                assertThat(after.registry.verify(version)).isEmpty();
            }
            assertThat(after.register("credit", "d").number())
                    .isEqualTo(after.registry.versions("credit").size());
        }
    }

    private static void kill(Runnable act) {
        assertThatThrownBy(act::run).isInstanceOf(FaultyDirectory.Kill.class);
    }

    private static Map<String, Digest> documents(MemoryDirectory directory) {
        DirectoryRegistryStore store = new DirectoryRegistryStore(directory);
        Map<String, Digest> documents = new LinkedHashMap<>();
        for (String key : store.list("")) {
            documents.put(key, Digest.of(store.get(key).orElseThrow().bytes()));
        }
        return documents;
    }

    /** The last entry of each document tells of what it holds, and each document has one. */
    private static void assertConsistent(MemoryDirectory directory, int atMost) {
        TestRegistry after = new TestRegistry(directory);
        // The next change settles what was in doubt.
        after.audit.append(ADA, "test", Ref.of("test", "1"), "settle");
        Map<String, Digest> told = new LinkedHashMap<>();
        for (AuditEntry entry : after.entries()) {
            if (entry.details().containsKey(Changes.DOCUMENT)) {
                told.put(entry.detail(Changes.DOCUMENT), Digest.parse(entry.detail(Changes.DOCUMENT_DIGEST)));
            }
        }
        assertThat(documents(directory))
                .containsExactlyInAnyOrderEntriesOf(told)
                .hasSizeLessThanOrEqualTo(atMost);
        assertThat(after.audit.verify().problems()).isEmpty();
        for (String model : after.registry.models()) {
            for (ModelVersion version : after.registry.versions(model)) {
                assertThat(after.registry.verify(version)).isEmpty();
            }
            after.registry.aliases(model).forEach(alias -> after.registry.resolve(alias.id()));
        }
    }

    @Test
    void aCrashBehindThePublishedDocumentIsSettledByItsContent() {
        MemoryDirectory directory = home();
        FaultyDirectory faulty = new FaultyDirectory(directory);
        TestRegistry dying = new TestRegistry(faulty);
        // Of the five writes that publish an approval, the document is the fourth.
        faulty.killAt(writesOf(Act.APPROVE), false);
        kill(() -> Act.APPROVE.on(dying));

        assertThat(directory.read("audit/pending/0"))
                .hasValueSatisfying(log -> assertThat(new String(log, UTF_8)).contains("version.approve"));
        TestRegistry after = new TestRegistry(directory);
        ModelVersion version = after.registry.resolve("credit:1");
        assertThat(after.registry.approvals(version)).hasSize(1);
        after.registry.tag(version, "a", "b", ADA, "c");
        assertThat(after.actions()).endsWith("version.approve", "version.tag");
    }
}
