package org.mlops4j.core.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.ReadOnlyDirectory;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.registry.VersionRegistered;

class StoredModelRegistryTest {

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TestRegistry test = new TestRegistry(directory);

    @Test
    void whatThereIsNotIsNamedTogetherWithWhatThereIs() {
        assertNotFound("credit:1", "no model 'credit' is registered; known are none");
        test.register("credit", "a");
        test.register("credit", "b");
        test.register("Fraud", "a");
        assertNotFound("debit:1", "no model 'debit' is registered; known are Fraud, credit");
        assertNotFound("debit@champion", "no model 'debit' is registered; known are Fraud, credit");
        assertNotFound("credit:3", "model 'credit' has no version 3; it has versions 1 to 2");
        assertThatThrownBy(() -> test.registry.versions("debit")).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> test.registry.history("debit")).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> test.registry.aliases("debit")).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> test.registry.alias("debit", "champion")).isInstanceOf(ModelNotFoundException.class);
    }

    private void assertNotFound(String reference, String message) {
        assertThatThrownBy(() -> test.registry.resolve(reference))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessage(message);
    }

    @Test
    void ofManyModelsAMessageNamesTheFirst() {
        for (int i = 10; i < 35; i++) {
            test.register("model-" + i, "a");
        }

        assertThatThrownBy(() -> test.registry.resolve("credit:1"))
                .hasMessageEndingWith("model-28, model-29 and 5 more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credit",
                "",
                "credit:",
                "credit:0",
                "credit:01",
                "credit:-1",
                "credit:1.5",
                "credit:9999999999",
                ":1",
                "@champion",
                "credit:latest",
                "credit:v1"
            })
    void otherReferencesAreRefused(String reference) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.resolve(reference))
                .withMessage("reference must be a name with a version or an alias, such as credit:3 or "
                        + "credit@champion, but was '" + reference + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd:1", "/etc/passwd:1", "a\u0000b:1", "\u00e4\u20ac:1", "..:1", "a//b:1"})
    void referencesCannotLeaveTheStore(String reference) {
        assertThatThrownBy(() -> test.registry.resolve(reference)).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void aHomeThatCannotBeWrittenToCanBeReadAndSaysSo() {
        test.register("credit", "a");
        test.registry.moveAlias("credit", "champion", 1, TestRegistry.ADA, "first");
        TestRegistry reader = new TestRegistry(new ReadOnlyDirectory(directory));

        assertThat(reader.registry.resolve("credit@champion").number()).isEqualTo(1);
        assertThat(reader.registry.history("credit")).hasSize(1);
        assertThatThrownBy(() -> reader.register("credit", "b"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("file 'model.bin' cannot be stored: read-only");
        assertThatThrownBy(() -> reader.registry.rollback("credit", "champion", TestRegistry.ADA, "complaints"))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> reader.registry.moveAlias("credit", "other", 1, TestRegistry.ADA, "second"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is open for reading only: its directory cannot be written to");
    }

    @Test
    void aClosedRegistryRefusesEveryCall() throws IOException {
        ModelVersion version = test.register("credit", "a");
        Registration registration = TestRegistry.registration("credit", "b").build();
        test.close();

        List<Runnable> calls = List.of(
                () -> test.registry.register(registration, TestRegistry.ADA, "trained"),
                () -> test.registry.models(),
                () -> test.registry.versions("credit"),
                () -> test.registry.resolve("credit:1"),
                () -> test.registry.resolve("credit@champion"),
                () -> test.registry.aliases("credit"),
                () -> test.registry.alias("credit", "champion"),
                () -> test.registry.moveAlias("credit", "champion", 1, TestRegistry.ADA, "first"),
                () -> test.registry.moveAlias("credit", "champion", 1, 0, TestRegistry.ADA, "first"),
                () -> test.registry.rollback("credit", "champion", TestRegistry.ADA, "first"),
                () -> test.registry.history("credit"),
                () -> test.registry.recordEvaluation(
                        version, TestRegistry.report("d"), TestRegistry.rows(), TestRegistry.ADA, "holdout"),
                () -> test.registry.evaluations(version),
                () -> test.registry.evaluationRows(TestRegistry.report("d")),
                () -> test.registry.approve(version, TestRegistry.ADA, "fine"),
                () -> test.registry.approvals(version),
                () -> test.registry.tag(version, "a", "b", TestRegistry.ADA, "c"),
                () -> test.registry.tags(version),
                () -> test.registry.profile(version),
                () -> test.registry.open(version, "model.bin"),
                () -> test.registry.files(version),
                () -> test.registry.verify(version));
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the library is closed; open the home again"));
        assertThat(test.directory.list("registry/models/credit/versions")).hasSize(1);
    }

    @Test
    void aListenerThatThrowsDoesNotUndoOrHideTheChange() {
        TestRegistry noisy = new TestRegistry(directory, Clock.systemUTC(), Authorizer.allowAll(), List.of(event -> {
            throw new AssertionError("listener");
        }));

        ModelVersion version = noisy.register("credit", "a");
        noisy.registry.moveAlias("credit", "champion", 1, TestRegistry.ADA, "first");

        assertThat(noisy.registry.resolve("credit@champion")).isEqualTo(version);
        assertThat(noisy.events).hasSize(2);
    }

    @Test
    void aListenerMayChangeTheRegistry() {
        List<TestRegistry> late = new ArrayList<>();
        TestRegistry self = new TestRegistry(directory, Clock.systemUTC(), Authorizer.allowAll(), List.of(event -> {
            if (event instanceof VersionRegistered registered) {
                late.get(0)
                        .registry
                        .moveAlias("credit", "newest", registered.version().number(), TestRegistry.ADA, "new");
            }
        }));
        late.add(self);

        self.register("credit", "a");
        self.register("credit", "b");

        assertThat(self.registry.resolve("credit@newest").number()).isEqualTo(2);
    }
}
