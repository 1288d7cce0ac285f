package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.UnauthorizedException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.AliasMoved;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.RegistryConflictException;

class AliasesTest {

    private static final Actor ADA = TestRegistry.ADA;
    private static final String CHAMPION = "champion";
    private static final String DOCUMENT = "registry/models/credit/aliases/champion.json";

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TestRegistry test = new TestRegistry(directory);

    @BeforeEach
    void threeVersions() {
        for (String content : List.of("a", "b", "c")) {
            test.register("credit", content);
        }
        test.events.clear();
    }

    private Alias move(int version) {
        return test.registry.moveAlias("credit", CHAMPION, version, ADA, "to " + version);
    }

    private Alias rollBack() {
        return test.registry.rollback("credit", CHAMPION, ADA, "complaints");
    }

    private int pointsAt() {
        return test.registry.resolve("credit@champion").number();
    }

    @Test
    void pointsWhereItWasMovedTo() {
        assertThat(test.registry.alias("credit", CHAMPION)).isEmpty();

        Alias first = move(1);
        assertThat(first)
                .isEqualTo(new Alias(
                        "credit", CHAMPION, 1, test.registry.resolve("credit:1").digest(), 1));
        Alias second = move(3);

        assertThat(second.revision()).isEqualTo(2);
        assertThat(pointsAt()).isEqualTo(3);
        assertThat(test.registry.alias("credit", CHAMPION)).contains(second);
        test.registry.moveAlias("credit", "a-shadow", 2, ADA, "watch");
        assertThat(test.registry.aliases("credit")).extracting(Alias::name).containsExactly("a-shadow", CHAMPION);
    }

    @Test
    void everyMoveIsAnEventAndAnEntry() {
        move(1);
        move(2);

        AliasMove last = new AliasMove("credit", CHAMPION, OptionalInt.of(1), 2, 2, TestRegistry.NOW, ADA, "to 2");
        assertThat(test.events).hasSize(2).last().isEqualTo(new AliasMoved(last));
        assertThat(test.registry.history("credit")).hasSize(2).last().isEqualTo(last);
        assertThat(test.entries().get(4).subject()).isEqualTo(Ref.of("alias", "credit@champion"));
    }

    /** A pipeline that repeats a move must not make the rollback behind it lead nowhere. */
    @Test
    void movingItToWhereItPointsChangesNothing() {
        move(1);
        Alias before = move(2);

        assertThat(move(2)).isEqualTo(before);

        assertThat(test.registry.history("credit")).hasSize(2);
        assertThat(test.events).hasSize(2);
        assertThat(rollBack().version()).isEqualTo(1);
    }

    @Test
    void anExpectedMoveHappensOnlyIfTheExpectationHolds() {
        assertThatThrownBy(() -> test.registry.moveAlias("credit", CHAMPION, 2, 1, ADA, "gate"))
                .isInstanceOf(RegistryConflictException.class)
                .hasMessage("credit@champion was expected to point at version 1 but points at nothing; "
                        + "look again and decide anew");
        test.registry.moveAlias("credit", CHAMPION, 1, 0, ADA, "gate");
        assertThatThrownBy(() -> test.registry.moveAlias("credit", CHAMPION, 2, 0, ADA, "gate"))
                .hasMessage("credit@champion was expected to be new but points at version 1; "
                        + "look again and decide anew");
        assertThatThrownBy(() -> test.registry.moveAlias("credit", CHAMPION, 3, 2, ADA, "gate"))
                .hasMessage("credit@champion was expected to point at version 2 but points at version 1; "
                        + "look again and decide anew");
        assertThat(test.registry
                        .moveAlias("credit", CHAMPION, 2, 1, ADA, "gate")
                        .revision())
                .isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.moveAlias("credit", CHAMPION, 2, -1, ADA, "gate"))
                .withMessage("expected must be the number of a version, or 0 for none, but was -1");
        assertThat(test.registry.history("credit")).hasSize(2);
    }

    @Test
    void whoeverLosesARaceDecidesAnew() {
        CountingStore store = new CountingStore(test.store);
        TestRegistry racing = new TestRegistry(directory, store, Clock.systemUTC(), Authorizer.allowAll(), List.of());
        move(1);
        store.beforeReplacing(() -> overwrite(2));
        assertThat(racing.registry
                        .moveAlias("credit", CHAMPION, 3, ADA, "anyway")
                        .version())
                .isEqualTo(3);

        store.beforeReplacing(() -> overwrite(2));
        assertThatThrownBy(() -> racing.registry.moveAlias("credit", CHAMPION, 1, 3, ADA, "gate"))
                .isInstanceOf(RegistryConflictException.class)
                .hasMessage("credit@champion was expected to point at version 3 but points at version 2; "
                        + "look again and decide anew");
        assertThat(pointsAt()).isEqualTo(2);
    }

    /** Two people who see the same bad champion roll it back once, not twice. */
    @Test
    void aRollbackThatLosesARaceIsNotTriedAgain() {
        CountingStore store = new CountingStore(test.store);
        TestRegistry racing = new TestRegistry(directory, store, Clock.systemUTC(), Authorizer.allowAll(), List.of());
        move(1);
        move(2);
        move(3);
        store.beforeReplacing(() -> overwrite(2));

        assertThatThrownBy(() -> racing.registry.rollback("credit", CHAMPION, ADA, "complaints"))
                .isInstanceOf(RegistryConflictException.class)
                .hasMessage("'models/credit/aliases/champion.json' was changed by somebody else meanwhile; "
                        + "look again and decide anew");
        assertThat(pointsAt()).isEqualTo(2);
    }

    /** What another process does between our look and our write; it has its own audit log elsewhere. */
    private void overwrite(int version) {
        MemoryDirectory elsewhere = new MemoryDirectory();
        TestRegistry other =
                new TestRegistry(elsewhere, test.store, Clock.systemUTC(), Authorizer.allowAll(), List.of());
        other.registry.moveAlias("credit", CHAMPION, version, Actor.ci("other"), "first");
    }

    @Test
    void rollbackWalksBackAndSaysWhenThereIsNothingLeft() {
        assertThatThrownBy(this::rollBack)
                .isInstanceOf(RegistryConflictException.class)
                .hasMessage("credit@champion does not exist, so there is nothing to roll back to; "
                        + "move it to a version instead");
        move(1);
        move(2);
        move(3);

        assertThat(rollBack().version()).isEqualTo(2);
        assertThat(rollBack().version()).isEqualTo(1);
        assertThatThrownBy(this::rollBack)
                .isInstanceOf(RegistryConflictException.class)
                .hasMessage("credit@champion points at version 1 and at none before it, so there is nothing to roll "
                        + "back to; move it to a version instead");
        assertThat(pointsAt()).isEqualTo(1);
        assertThat(test.actions().subList(3, 8))
                .containsExactly("alias.move", "alias.move", "alias.move", "alias.roll-back", "alias.roll-back");
        assertThat(test.registry.history("credit")).extracting(AliasMove::to).containsExactly(1, 2, 3, 2, 1);
    }

    @Test
    void aMoveAfterARollbackIsRolledBackToWhereItCameFrom() {
        move(1);
        move(2);
        rollBack();
        move(3);

        assertThat(rollBack().version()).isEqualTo(1);
    }

    @Test
    void theLastHundredMovesCanBeRolledBack() {
        for (int i = 0; i <= 120; i++) {
            move(1 + i % 2);
        }
        for (int i = 0; i < 100; i++) {
            rollBack();
        }
        assertThatThrownBy(this::rollBack).isInstanceOf(RegistryConflictException.class);
        assertThat(test.registry.history("credit")).hasSize(221);
    }

    @Test
    void noMoveOfEightThreadsIsLost() throws Exception {
        TestRegistry other = new TestRegistry(directory);
        TestRegistry.together(8, thread -> {
            for (int i = 0; i < 5; i++) {
                (thread % 2 == 0 ? test : other)
                        .registry.moveAlias("credit", CHAMPION, 1 + (thread + i) % 3, ADA, "t" + thread);
            }
            return thread;
        });

        List<AliasMove> history = test.registry.history("credit");
        assertThat(history)
                .extracting(AliasMove::revision)
                .isEqualTo(LongStream.rangeClosed(1, history.size()).boxed().toList());
        for (int i = 1; i < history.size(); i++) {
            assertThat(history.get(i).from()).hasValue(history.get(i - 1).to());
        }
        assertThat(pointsAt()).isEqualTo(history.get(history.size() - 1).to());
    }

    @Test
    void historyOrdersMovesBySequenceAndNotByTime() {
        move(1);
        TestRegistry past = new TestRegistry(
                directory,
                Clock.fixed(TestRegistry.NOW.minus(Duration.ofDays(9)), ZoneOffset.UTC),
                Authorizer.allowAll(),
                List.of());
        past.registry.moveAlias("credit", CHAMPION, 2, ADA, "clock was set back");
        move(3);

        assertThat(test.registry.history("credit")).extracting(AliasMove::to).containsExactly(1, 2, 3);
        assertThat(rollBack().version()).isEqualTo(2);
    }

    @Test
    void historyIsThatOfOneModelAndOfRealMovesOnly() {
        test.register("credit-2", "a");
        test.registry.moveAlias("credit-2", CHAMPION, 1, ADA, "other model");
        move(1);
        test.audit.append(ADA, "alias.move", Ref.of("alias", "credit@champion"), "a note of the application");

        assertThat(test.registry.history("credit"))
                .singleElement()
                .extracting(AliasMove::reason)
                .isEqualTo("to 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "v1",
                "v20",
                "3",
                "Champion",
                "-a",
                "a_b",
                "a.b",
                "a/b",
                "..",
                "a b",
                "\u00e4",
                "a@b",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void otherNamesAreRefused(String name) {
        String message = "alias must be a lower-case letter, then up to 63 lower-case letters, digits and dashes, and "
                + "neither 'latest' nor 'v' with a number, but was '" + name + "'";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.moveAlias("credit", name, 1, ADA, "first"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.alias("credit", name))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.rollback("credit", name, ADA, "first"))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "v1a", "latest-1", "con", "aux", "a"})
    void namesNextToReservedOnesAreFine(String name) {
        test.registry.moveAlias("credit", name, 1, ADA, "first");
        assertThat(test.registry.aliases("credit")).extracting(Alias::name).containsExactly(name);
        assertThat(test.registry.resolve("credit@" + name).number()).isEqualTo(1);
    }

    @Test
    void unknownAliasesAndVersionsAreNamedTogetherWithWhatThereIs() {
        assertThatThrownBy(() -> test.registry.resolve("credit@champion"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessage("model 'credit' has no alias 'champion'; it has none");
        move(1);
        test.registry.moveAlias("credit", "shadow", 1, ADA, "first");
        assertThatThrownBy(() -> test.registry.resolve("credit@canary"))
                .hasMessage("model 'credit' has no alias 'canary'; it has champion, shadow");
        assertThatThrownBy(() -> move(4))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessage("model 'credit' has no version 4; it has versions 1 to 3");
        assertThatThrownBy(() -> move(0)).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> move(-1)).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> test.registry.rollback("debit", CHAMPION, ADA, "x"))
                .isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void aRefusedActorAndABlankReasonMoveNothing() {
        Authorizer adaOnly = (actor, action, subject) -> {
            if (!actor.equals(ADA)) {
                throw new UnauthorizedException(actor + " may not " + action + " " + subject.id());
            }
        };
        TestRegistry strict = new TestRegistry(directory, Clock.systemUTC(), adaOnly, List.of());
        move(1);
        move(2);

        assertThatThrownBy(() -> strict.registry.moveAlias("credit", CHAMPION, 3, Actor.human("eve"), "mine"))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("human:eve may not alias.move credit@champion");
        assertThatThrownBy(() -> strict.registry.rollback("credit", CHAMPION, Actor.human("eve"), "mine"))
                .hasMessage("human:eve may not alias.roll-back credit@champion");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.moveAlias("credit", CHAMPION, 3, ADA, "\t"))
                .withMessage("reason for 'alias.move' must say why but was blank");
        assertThat(pointsAt()).isEqualTo(2);
    }

    /** The path of a service that polls: one small document, whatever the number of versions and bytes. */
    @Test
    void resolvingAnAliasAgainReadsOneDocumentAndListsNothing() {
        move(2);
        CountingStore store = new CountingStore(test.store);
        TestRegistry polling = new TestRegistry(directory, store, Clock.systemUTC(), Authorizer.allowAll(), List.of());
        polling.registry.resolve("credit@champion");
        store.calls.clear();

        polling.registry.resolve("credit@champion");

        assertThat(store.calls).containsExactly("get models/credit/aliases/champion.json");
    }

    @Test
    void anotherProcessSeesAMoveAtOnce() {
        TestRegistry other = new TestRegistry(directory);
        move(1);
        assertThat(other.registry.resolve("credit@champion").number()).isEqualTo(1);
        move(2);
        assertThat(other.registry.resolve("credit@champion").number()).isEqualTo(2);
    }

    @Test
    void anAliasOfAVersionThatIsNoLongerTheSameIsDamage() {
        MemoryDirectory elsewhere = new MemoryDirectory();
        TestRegistry foreign = new TestRegistry(elsewhere);
        foreign.register("credit", "something else");
        foreign.registry.moveAlias("credit", CHAMPION, 1, ADA, "first");
        directory.replace(DOCUMENT, elsewhere.read(DOCUMENT).orElseThrow());

        assertThatThrownBy(() -> test.registry.resolve("credit@champion"))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("credit@champion points at version 1 with digest ")
                .hasMessageEndingWith("restore the folder 'registry' from a backup");
    }

    @Test
    void theDocumentOfAnotherAliasIsDamage() {
        test.registry.moveAlias("credit", "shadow", 1, ADA, "first");
        directory.create(
                DOCUMENT,
                directory.read("registry/models/credit/aliases/shadow.json").orElseThrow());

        assertThatThrownBy(() -> test.registry.alias("credit", CHAMPION))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("alias 'models/credit/aliases/champion.json' is that of credit@shadow; "
                        + "restore it from a backup");
    }

    @Test
    void filesThatAreNoAliasesAreLeftAlone() {
        move(1);
        for (String name : List.of("README", "latest.json", "-.json", "champion.json-old")) {
            directory.create("registry/models/credit/aliases/" + name, "x".getBytes(UTF_8));
        }
        assertThat(test.registry.aliases("credit")).extracting(Alias::name).containsExactly(CHAMPION);
    }

    @Test
    void theEntryOfAMoveNamesItsDocument() {
        move(1);
        List<String> named = new ArrayList<>(test.entries().get(3).details().values());
        assertThat(named)
                .contains("models/credit/aliases/champion.json")
                .contains(Digest.of(directory.read(DOCUMENT).orElseThrow()).toString());
    }
}
