/**
 * The embedded implementation of MLOps4J.
 */
@org.jspecify.annotations.NullMarked
module org.mlops4j.core {
    requires transitive org.mlops4j.api;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.dataformat.csv;
    requires com.github.benmanes.caffeine;
    requires com.google.common;
    requires org.apache.commons.codec;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.simple;
    requires org.apache.commons.statistics.distribution;
    requires org.slf4j;

    exports org.mlops4j;
    exports org.mlops4j.core.audit;
    exports org.mlops4j.core.compliance;
    exports org.mlops4j.core.data;
    exports org.mlops4j.core.drift;
    exports org.mlops4j.core.evaluation;
    exports org.mlops4j.core.identity;
    exports org.mlops4j.core.profile;
    exports org.mlops4j.core.report;

    uses org.mlops4j.check.CheckKind;
    uses org.mlops4j.drift.DriftTest;
}
