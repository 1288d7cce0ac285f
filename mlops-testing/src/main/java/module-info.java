/**
 * Assertions, JUnit support, generators and contract tests for models, data and extensions of MLOps4J.
 */
@org.jspecify.annotations.NullMarked
module org.mlops4j.testing {
    requires transitive org.mlops4j.api;
    requires transitive org.mlops4j.core;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.simple;
    requires transitive org.assertj.core;
    requires static transitive org.junit.jupiter.api;
    requires static transitive net.jqwik.api;
    requires static transitive org.jspecify;

    exports org.mlops4j.testing.assertj;
    exports org.mlops4j.testing.data;
    exports org.mlops4j.testing.jqwik;
    exports org.mlops4j.testing.junit;
    exports org.mlops4j.testing.tck;
}
