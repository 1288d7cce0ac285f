package org.mlops4j.core.compliance;

import java.time.LocalDate;
import java.util.List;
import org.mlops4j.compliance.Control;
import org.mlops4j.compliance.PolicyPack;

/**
 * Policy packs as dated data.
 *
 * @since 0.1.0
 */
public final class Packs {

    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 23);

    private static final PolicyPack FOUNDATION = new PolicyPack(
            "foundation",
            AS_OF,
            List.of(
                    control(
                            FactChecks.Fact.SIGNATURE_PRESENT,
                            "The version says what its input and its answer mean",
                            "AI Act Annex IV 1"),
                    control(
                            FactChecks.Fact.TRAINING_DATA_FINGERPRINTED,
                            "The training data is named by its fingerprint",
                            "AI Act Art. 10, Annex IV 2(d)"),
                    control(
                            FactChecks.Fact.CODE_REVISION_RECORDED,
                            "The revision of the training code is recorded",
                            "AI Act Annex IV 2"),
                    control(
                            FactChecks.Fact.REFERENCE_PROFILE_RECORDED,
                            "A reference profile allows later data to be compared",
                            "AI Act Art. 72"),
                    control(
                            FactChecks.Fact.EVALUATED_BEFORE_PROMOTION,
                            "The version was evaluated before it was put in use",
                            "AI Act Art. 9(8)"),
                    control(
                            FactChecks.Fact.PREDICTIONS_LOGGED,
                            "Calls of the version are logged",
                            "AI Act Art. 12, 19"),
                    control(
                            FactChecks.Fact.PERSONAL_FIELDS_REDACTED,
                            "No personal or secret value is logged in clear",
                            "GDPR Art. 5(1)(c), 25"),
                    control(
                            FactChecks.Fact.HUMAN_APPROVAL_ATTESTED,
                            "A person has approved exactly this version",
                            "AI Act Art. 14"),
                    control(
                            FactChecks.Fact.HISTORY_INTACT,
                            "The history of changes is what was signed",
                            "AI Act Art. 12")));

    private Packs() {}

    /**
     * Nine controls over facts that the library itself holds. Meeting them is a beginning: whether they suffice for a
     * purpose is for people to judge.
     *
     * @return the pack
     */
    public static PolicyPack foundation() {
        return FOUNDATION;
    }

    private static Control control(FactChecks.Fact fact, String title, String source) {
        return new Control(fact.id(), title, source, FactChecks.of(fact).spec());
    }
}
