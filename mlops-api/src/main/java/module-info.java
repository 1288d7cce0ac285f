/**
 * Value types, results and SPIs of MLOps4J. Depends on the JDK only.
 */
@org.jspecify.annotations.NullMarked
module org.mlops4j.api {
    requires static transitive org.jspecify;

    exports org.mlops4j.audit;
    exports org.mlops4j.check;
    exports org.mlops4j.compliance;
    exports org.mlops4j.data;
    exports org.mlops4j.drift;
    exports org.mlops4j.evaluation;
    exports org.mlops4j.event;
    exports org.mlops4j.identity;
    exports org.mlops4j.model;
    exports org.mlops4j.monitoring;
    exports org.mlops4j.prediction;
    exports org.mlops4j.privacy;
    exports org.mlops4j.profile;
    exports org.mlops4j.registry;
    exports org.mlops4j.report;
    exports org.mlops4j.rollout;
    exports org.mlops4j.serving;
}
