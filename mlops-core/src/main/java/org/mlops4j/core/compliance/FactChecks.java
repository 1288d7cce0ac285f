package org.mlops4j.core.compliance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckKind;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.Decision;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.compliance.VersionFacts;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Approval;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.RecordedEvaluation;

/**
 * Checks on facts about a version. Each counts what is amiss: none passes, some fail, and where there is nothing to count
 * on the check is INCONCLUSIVE.
 *
 * @since 0.1.0
 */
public final class FactChecks {

    /** Kind of these checks in a {@link CheckSpec}. */
    public static final String KIND = "fact";

    private static final DecisionRule NONE_AMISS = DecisionRule.atMost(0).point();

    /** The facts that can be checked. More may be added: a {@code switch} needs a default. */
    public enum Fact {
        /** Schema, feature mapping and task are registered. */
        SIGNATURE_PRESENT("register the version anew with features(...) and scores(...)"),
        /** The provenance holds a fingerprint of the training data. */
        TRAINING_DATA_FINGERPRINTED("register the version anew with trainingData(...) in its provenance"),
        /** The provenance holds the revision of the training code. */
        CODE_REVISION_RECORDED("register the version anew with codeRevision(...) in its provenance"),
        /** A reference profile is registered. */
        REFERENCE_PROFILE_RECORDED("register the version anew with profile(...)"),
        /** Every promotion came after an evaluation; INCONCLUSIVE if the version was never promoted. */
        EVALUATED_BEFORE_PROMOTION("record an evaluation first and promote through a gate that requires it"),
        /** Calls are in the log; INCONCLUSIVE if there are none and the version was never promoted. */
        PREDICTIONS_LOGGED("call the version through a service of this library, or log its calls"),
        /** The log keeps no PERSONAL or SECRET value in clear; INCONCLUSIVE if no inputs were logged. */
        PERSONAL_FIELDS_REDACTED("redact these fields; what is logged already stays until it is deleted"),
        /** A person's approval covers the version now. */
        HUMAN_APPROVAL_ATTESTED("let a person approve this version"),
        /** The audit log verifies. */
        HISTORY_INTACT("restore the audit log from a backup and find out who changed it");

        private final String remedy;

        Fact(String remedy) {
            this.remedy = remedy;
        }

        /**
         * The fact's name in specs and packs.
         *
         * @return lower-case words joined by dashes
         */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private FactChecks() {}

    /**
     * A check of one fact.
     *
     * @param fact the fact
     * @return the check
     */
    public static Check<VersionFacts> of(Fact fact) {
        return new FactCheck(fact);
    }

    /**
     * Builds these checks from their data.
     *
     * @return one kind
     */
    public static List<CheckKind> kinds() {
        return List.of(new CheckKind() {
            @Override
            public String kind() {
                return KIND;
            }

            @Override
            public Check<?> create(CheckSpec spec) {
                if (!spec.parameters().keySet().equals(Set.of(KIND))) {
                    throw new IllegalArgumentException("a check of kind 'fact' has the one parameter 'fact' but has "
                            + spec.parameters().keySet());
                }
                String id = spec.text(KIND);
                return EnumSet.allOf(Fact.class).stream()
                        .filter(fact -> fact.id().equals(id))
                        .findFirst()
                        .map(FactChecks::of)
                        .orElseThrow(() -> new IllegalArgumentException("unknown fact '" + id + "'; known are "
                                + EnumSet.allOf(Fact.class).stream()
                                        .map(Fact::id)
                                        .toList()));
            }
        });
    }

    private static Measurement signaturePresent(VersionFacts facts) {
        List<String> missing = new ArrayList<>();
        if (facts.version().manifest().schema().isEmpty()) {
            missing.add("schema");
        }
        if (facts.version().manifest().featureMapping().isEmpty()) {
            missing.add("feature mapping");
        }
        if (facts.version().manifest().task().isEmpty()) {
            missing.add("task");
        }
        return amiss("missing", missing);
    }

    private static Measurement trainingDataFingerprinted(VersionFacts facts) {
        return facts.version()
                .manifest()
                .provenance()
                .trainingData()
                .map(data -> amiss("missing", List.of()).withDetail("fingerprint", data.toString()))
                .orElseGet(() -> amiss("missing", List.of("fingerprint of the training data")));
    }

    private static Measurement codeRevisionRecorded(VersionFacts facts) {
        return facts.version()
                .manifest()
                .provenance()
                .codeRevision()
                .map(revision -> amiss("missing", List.of()).withDetail("revision", revision))
                .orElseGet(() -> amiss("missing", List.of("revision of the training code")));
    }

    private static Measurement referenceProfileRecorded(VersionFacts facts) {
        boolean recorded = facts.version().manifest().profile().isPresent();
        return amiss("missing", recorded ? List.of() : List.of("reference profile"));
    }

    private static Measurement evaluatedBeforePromotion(VersionFacts facts) {
        if (facts.promotions().isEmpty()) {
            return nothing(facts.version().id() + " was never promoted", "promotions without evaluation");
        }
        List<String> early = new ArrayList<>();
        for (AliasMove promotion : facts.promotions()) {
            boolean before = facts.evaluations().stream()
                    .map(RecordedEvaluation::at)
                    .anyMatch(at -> !at.isAfter(promotion.at()));
            if (!before) {
                early.add("promotion at " + promotion.at());
            }
        }
        return amiss("promotions without evaluation", early)
                .withDetail("evaluations", facts.evaluations().size());
    }

    private static Measurement predictionsLogged(VersionFacts facts) {
        long logged = facts.predictionsLogged();
        if (logged == 0 && facts.promotions().isEmpty()) {
            return nothing(facts.version().id() + " was never promoted and no call of it is logged", "missing");
        }
        return amiss("missing", logged > 0 ? List.of() : List.of("calls in the log"))
                .withDetail("logged", logged);
    }

    private static Measurement personalFieldsRedacted(VersionFacts facts) {
        Schema schema = facts.version().manifest().schema().orElse(null);
        if (schema == null) {
            return nothing(
                    facts.version().id() + " has no schema that says which fields are personal", "fields in clear");
        }
        Map<String, List<RedactionAction.Kind>> actions = facts.loggedActions();
        if (actions.isEmpty()) {
            return nothing("no inputs of " + facts.version().id() + " were logged", "fields in clear");
        }
        List<String> sensitive = schema.fields().stream()
                .filter(field -> field.sensitivity().compareTo(Sensitivity.PERSONAL) >= 0)
                .map(Field::name)
                .toList();
        List<String> clear = sensitive.stream()
                .filter(name -> actions.getOrDefault(name, List.of()).contains(RedactionAction.Kind.KEEP))
                .toList();
        return amiss("fields in clear", clear).withDetail("declared sensitive", sensitive);
    }

    private static Measurement humanApprovalAttested(VersionFacts facts) {
        List<Actor> people = facts.approvals().stream()
                .filter(approval -> approval.covers(facts.version().digest(), facts.now()))
                .map(Approval::approver)
                .filter(approver -> approver.kind() == Actor.Kind.HUMAN)
                .toList();
        if (people.isEmpty()) {
            return amiss("missing", List.of("approval by a person"));
        }
        Actor latest = people.get(people.size() - 1);
        return amiss("missing", List.of())
                .withDetail("approved by", latest.toString())
                .withDetail("identity", latest.assurance());
    }

    private static Measurement historyIntact(VersionFacts facts) {
        AuditVerification audit = facts.audit();
        Measurement measured = amiss("problems", audit.problems()).withDetail("entries", audit.entries());
        String selfSigned = audit.selfSigned();
        return selfSigned.isEmpty() ? measured : measured.withDetail("independence", selfSigned);
    }

    private static Measurement amiss(String what, List<String> found) {
        Measurement measured = Measurement.of(what.replace(' ', '_'), Estimate.of(found.size(), 1));
        return found.isEmpty() ? measured : measured.withDetail(what, List.copyOf(found));
    }

    /** What is amiss, by name. */
    private static String named(Measurement measured) {
        Map.Entry<String, Object> found =
                measured.details().entrySet().iterator().next();
        return found.getKey() + ": "
                + String.join(
                        ", ",
                        ((List<?>) found.getValue())
                                .stream().map(String::valueOf).toList());
    }

    private static Measurement nothing(String why, String what) {
        return Measurement.of(what.replace(' ', '_'), Estimate.undefined(Reason.EMPTY, why, 0));
    }

    private record FactCheck(Fact fact) implements Check<VersionFacts> {

        @Override
        public CheckSpec spec() {
            return CheckSpec.of(KIND).with(KIND, fact.id());
        }

        @Override
        public String description() {
            return "fact '" + fact.id() + "' must hold";
        }

        @Override
        public Class<VersionFacts> subjectType() {
            return VersionFacts.class;
        }

        @Override
        public DecisionRule rule() {
            return NONE_AMISS;
        }

        /** Names what is amiss and what to do about it, where a rule on numbers would speak of rows. */
        @Override
        public CheckResult run(VersionFacts facts) {
            CheckResult result = Check.super.run(facts);
            Measurement measured = result.measurement();
            return switch (result.verdict()) {
                case PASS -> result.with(Decision.pass("the fact holds"));
                case FAIL -> result.with(Decision.fail(named(measured), fact.remedy));
                case INCONCLUSIVE ->
                    measured.estimate().reason() == Reason.EMPTY
                            ? result.with(Decision.inconclusive(
                                    Reason.EMPTY, measured.estimate().explanation(), fact.remedy))
                            : result;
            };
        }

        @Override
        public Measurement measure(VersionFacts facts) {
            return switch (fact) {
                case SIGNATURE_PRESENT -> signaturePresent(facts);
                case TRAINING_DATA_FINGERPRINTED -> trainingDataFingerprinted(facts);
                case CODE_REVISION_RECORDED -> codeRevisionRecorded(facts);
                case REFERENCE_PROFILE_RECORDED -> referenceProfileRecorded(facts);
                case EVALUATED_BEFORE_PROMOTION -> evaluatedBeforePromotion(facts);
                case PREDICTIONS_LOGGED -> predictionsLogged(facts);
                case PERSONAL_FIELDS_REDACTED -> personalFieldsRedacted(facts);
                case HUMAN_APPROVAL_ATTESTED -> humanApprovalAttested(facts);
                case HISTORY_INTACT -> historyIntact(facts);
            };
        }
    }
}
