package org.mlops4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.identity.AccessRules;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Approval;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.UnauthorizedException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;

/** Who acts and who may, from the door of the library to its log. */
class MlopsIdentityTest {

    private static final Actor ADA = Actor.human("ada");
    private static final Actor BOB = Actor.human("bob");

    private static ModelVersion register(Mlops mlops, Actor actor) {
        return mlops.registry().register(Registration.of("credit").build(), actor, "first");
    }

    private static List<AuditEntry> entries(Mlops mlops) {
        try (Stream<RecordedEntry> entries = mlops.audit().entries()) {
            return entries.map(RecordedEntry::entry).toList();
        }
    }

    @Test
    void recordsAnActorAsTheProviderKnowsThem() {
        try (Mlops mlops = Mlops.builder().actorProvider(() -> Optional.of(ADA)).open()) {
            ModelVersion version = register(mlops, ADA);
            mlops.registry().moveAlias("credit", "champion", 1, ADA, "first champion");
            Approval approval = mlops.registry().approve(version, ADA, "looks good");
            mlops.audit().append(ADA, "review.hold", version.ref(), "by hand");
            Actor known = ADA.authenticated();
            assertThat(version.registeredBy()).isEqualTo(known);
            assertThat(approval.approver()).isEqualTo(known);
            assertThat(mlops.registry().approvals(version)).containsExactly(approval);
            assertThat(entries(mlops))
                    .hasSize(4)
                    .allSatisfy(entry -> assertThat(entry.actor()).isEqualTo(known));
        }
    }

    @Test
    void believesNoCallerWhoSaysToBeAuthenticated() {
        try (Mlops mlops = Mlops.builder().actorProvider(Optional::empty).open()) {
            ModelVersion version = register(mlops, ADA.authenticated());
            mlops.audit().append(ADA.authenticated(), "review.hold", version.ref(), "by hand");
            assertThat(entries(mlops))
                    .hasSize(2)
                    .allSatisfy(entry -> assertThat(entry.actor()).isEqualTo(ADA));
        }
    }

    @Test
    void changesNothingForWhoeverActsInTheNameOfAnother() {
        AtomicReference<Actor> login = new AtomicReference<>(ADA);
        try (Mlops mlops =
                Mlops.builder().actorProvider(() -> Optional.of(login.get())).open()) {
            ModelVersion version = register(mlops, ADA);
            login.set(BOB);
            assertThatThrownBy(() -> mlops.registry().moveAlias("credit", "champion", 1, ADA, "x"))
                    .isInstanceOf(UnauthorizedException.class);
            assertThatThrownBy(() -> mlops.audit().append(ADA, "review.hold", version.ref(), "x"))
                    .isInstanceOf(UnauthorizedException.class);
            assertThat(mlops.registry().aliases("credit")).isEmpty();
            assertThat(entries(mlops)).hasSize(1);
        }
    }

    @Test
    void separatesDutiesByWhatTheLogTells() {
        AccessRules rules = AccessRules.denyAll()
                .allow("version.*", Actor.Kind.HUMAN)
                .separate("version.register", "version.approve");
        try (Mlops mlops = Mlops.builder().authorizer(rules).open()) {
            ModelVersion version = register(mlops, ADA);
            assertThatThrownBy(() -> mlops.registry().approve(version, ADA, "looks good"))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageContaining("after having done 'version.register' to it");
            assertThat(mlops.registry().approvals(version)).isEmpty();
            assertThat(entries(mlops)).hasSize(1);
            mlops.registry().approve(version, BOB, "looks good");
            assertThat(mlops.registry().approvals(version)).hasSize(1);
            assertThatThrownBy(() -> mlops.registry().moveAlias("credit", "champion", 1, BOB, "x"))
                    .hasMessage("human:bob may not 'alias.move' alias credit@champion; no rule allows it to anybody");
        }
    }

    @Test
    void rotatesTheKeyOfItsLogAndStaysVerifiable() {
        try (Mlops mlops = Mlops.inMemory()) {
            mlops.audit().append(ADA, "review.hold", Ref.of("model", "credit"), "first");
            mlops.audit().checkpoint();
            assertThat(mlops.keys().rotate("audit", KeyUse.SIGNING, ADA, "yearly"))
                    .hasToString("audit/SIGNING/2");
            assertThat(mlops.keys().list()).hasSize(2);
            mlops.audit().checkpoint();
            assertThat(mlops.audit().verify().problems()).isEmpty();
            assertThat(entries(mlops).get(1))
                    .returns("key.rotate", AuditEntry::action)
                    .returns(ADA, AuditEntry::actor)
                    .returns("yearly", AuditEntry::reason);
        }
    }
}
