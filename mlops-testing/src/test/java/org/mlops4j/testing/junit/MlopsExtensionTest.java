package org.mlops4j.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventConditions;
import org.mlops4j.Mlops;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Registration;

/** Runs test classes of its own with JUnit and looks at the homes they were given. */
class MlopsExtensionTest {

    private static final int AT_ONCE = 4;

    /** Every home a sample was given, in order. */
    private static final Queue<Mlops> GIVEN = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void forget() {
        GIVEN.clear();
    }

    @Test
    void eachTestHasAHomeOfItsOwn() {
        run(Fresh.class).testEvents().assertStatistics(tests -> tests.succeeded(3));
        assertThat(GIVEN).hasSize(3).doesNotHaveDuplicates().allSatisfy(MlopsExtensionTest::assertClosed);
    }

    @Test
    void oneTestHasOneHomeFromBeforeToAfter() {
        run(Whole.class).testEvents().assertStatistics(tests -> tests.succeeded(1));
        assertThat(GIVEN).hasSize(4).containsOnly(GIVEN.element()).allSatisfy(MlopsExtensionTest::assertClosed);
    }

    @Test
    void theHomeIsClosedAfterAFailureToo() {
        run(Failing.class).testEvents().assertStatistics(tests -> tests.failed(1));
        assertThat(GIVEN).hasSize(1).allSatisfy(MlopsExtensionTest::assertClosed);
    }

    @Test
    void nestedAndDerivedClassesHaveHomesToo() {
        run(Outer.class).testEvents().assertStatistics(tests -> tests.succeeded(2));
        run(Derived.class).testEvents().assertStatistics(tests -> tests.succeeded(3));
        assertThat(GIVEN).hasSize(2 + 3).doesNotHaveDuplicates().allSatisfy(MlopsExtensionTest::assertClosed);
    }

    @Test
    void eachInvocationIsATest() {
        run(Invocations.class).testEvents().assertStatistics(tests -> tests.succeeded(2 + 3));
        assertThat(GIVEN).hasSize(2 + 3).doesNotHaveDuplicates().allSatisfy(MlopsExtensionTest::assertClosed);
    }

    @Test
    void theTestsOfOneFactoryShareAHome() {
        run(Factory.class).testEvents().assertStatistics(tests -> tests.succeeded(2));
        assertThat(GIVEN).hasSize(1).allSatisfy(MlopsExtensionTest::assertClosed);
    }

    @Test
    void anInstanceThatServesTheWholeClassStillGetsFreshHomes() {
        run(OneInstance.class).testEvents().assertStatistics(tests -> tests.succeeded(2));
        assertThat(GIVEN).hasSize(2).doesNotHaveDuplicates().allSatisfy(MlopsExtensionTest::assertClosed);
    }

    /**
     * All four tests wait for each other before they begin, so that they truly run at once. JUnit has threads to spare: one
     * that waits for its children is lost to the tests.
     */
    @Test
    void testsThatRunAtOnceShareNothing() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(AtOnce.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "" + 2 * AT_ONCE)
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.succeeded(AT_ONCE));
        assertThat(GIVEN).hasSize(AT_ONCE).doesNotHaveDuplicates().allSatisfy(MlopsExtensionTest::assertClosed);
    }

    @Test
    void oneMethodCanAskForIt() {
        run(OneMethod.class)
                .testEvents()
                .assertStatistics(tests -> tests.succeeded(1).failed(1));
        assertThat(GIVEN).hasSize(1).allSatisfy(MlopsExtensionTest::assertClosed);
    }

    @Test
    void refusesAHomeThatWouldServeManyTests() {
        String advice =
                ": take the Mlops in a @Test, @BeforeEach or @AfterEach method, or open one with Mlops.inMemory()"
                        + " and close it";
        assertThat(failure(run(InConstructor.class)))
                .startsWith("a home of @MlopsTest belongs to one test but '")
                .contains("InConstructor(")
                .endsWith("' serves many" + advice);
        assertThat(failure(run(BeforeEverything.class)))
                .contains("BeforeEverything.open(")
                .endsWith(advice);
        assertThat(GIVEN).isEmpty();
    }

    private static EngineExecutionResults run(Class<?> sample) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(sample))
                .execute();
    }

    private static String failure(EngineExecutionResults results) {
        List<Event> failed = results.allEvents()
                .filter(EventConditions.finishedWithFailure()::matches)
                .toList();
        assertThat(failed).hasSize(1);
        return failed.get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    private static void assertClosed(Mlops mlops) {
        assertThat(mlops.health().degraded().get("library")).startsWith("closed");
    }

    private static void assertOpen(Mlops mlops) {
        assertThat(mlops.health().isHealthy()).isTrue();
        assertThat(mlops.registry().models()).isEmpty();
        GIVEN.add(mlops);
    }

    @MlopsTest
    static class Fresh {

        @Test
        void first(Mlops mlops) {
            assertOpen(mlops);
        }

        @Test
        void second(Mlops mlops) {
            assertOpen(mlops);
        }

        @Test
        void third(Mlops mlops) {
            assertOpen(mlops);
        }
    }

    static class Derived extends Fresh {}

    @MlopsTest
    static class Whole {

        @BeforeEach
        void before(Mlops mlops) {
            assertOpen(mlops);
        }

        @Test
        void test(Mlops first, Mlops second) {
            assertOpen(first);
            assertOpen(second);
        }

        @AfterEach
        void after(Mlops mlops) {
            assertOpen(mlops);
        }
    }

    @MlopsTest
    static class Failing {

        @Test
        void fails(Mlops mlops) {
            assertOpen(mlops);
            throw new IllegalStateException("on purpose");
        }
    }

    @MlopsTest
    static class Outer {

        @Test
        void outer(Mlops mlops) {
            assertOpen(mlops);
        }

        @Nested
        class Inner {

            @Test
            void inner(Mlops mlops) {
                assertOpen(mlops);
            }
        }
    }

    @MlopsTest
    static class Invocations {

        @RepeatedTest(2)
        void repeated(Mlops mlops) {
            assertOpen(mlops);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void parameterized(int number, Mlops mlops) {
            assertOpen(mlops);
        }
    }

    @MlopsTest
    static class Factory {

        @TestFactory
        List<DynamicTest> factory(Mlops mlops) {
            GIVEN.add(mlops);
            return List.of(
                    DynamicTest.dynamicTest(
                            "first",
                            () -> assertThat(mlops.health().isHealthy()).isTrue()),
                    DynamicTest.dynamicTest(
                            "second",
                            () -> assertThat(mlops.health().isHealthy()).isTrue()));
        }
    }

    @MlopsTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {

        @Test
        void first(Mlops mlops) {
            assertOpen(mlops);
        }

        @Test
        void second(Mlops mlops) {
            assertOpen(mlops);
        }
    }

    @MlopsTest
    static class AtOnce {

        private static final CyclicBarrier ALL_HERE = new CyclicBarrier(AT_ONCE);

        @RepeatedTest(AT_ONCE)
        void test(Mlops mlops, @TempDir Path folder) throws Exception {
            ALL_HERE.await(60, TimeUnit.SECONDS);
            assertOpen(mlops);
            Path file = Files.writeString(folder.resolve("model.bin"), "weights");
            assertThat(mlops.registry()
                            .register(
                                    Registration.of("credit")
                                            .file("model.bin", file)
                                            .build(),
                                    Actor.ci("test"),
                                    "trained")
                            .number())
                    .isEqualTo(1);
        }
    }

    static class OneMethod {

        @Test
        @MlopsTest
        void with(Mlops mlops) {
            assertOpen(mlops);
        }

        @Test
        void without(Mlops mlops) {
            GIVEN.add(mlops);
        }
    }

    @MlopsTest
    static class InConstructor {

        InConstructor(Mlops mlops) {
            GIVEN.add(mlops);
        }

        @Test
        void test() {}
    }

    @MlopsTest
    static class BeforeEverything {

        @BeforeAll
        static void open(Mlops mlops) {
            GIVEN.add(mlops);
        }

        @Test
        void test() {}
    }
}
