package org.mlops4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published BOM holds the versions of our artifacts and nothing that could override a user's. */
class BomTest {

    private final String bom = Project.read("mlops-bom/.flattened-pom.xml");

    @Test
    void holdsOurArtifactsOnly() {
        assertThat(Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>")
                        .matcher(bom)
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrder("mlops-bom", "mlops-api", "mlops-core", "mlops-testing");
    }

    @Test
    void hasNoParentAndNoProperties() {
        // The version of the BOM itself is no property: whoever imports it cannot give it another value.
        assertThat(bom.replace("${project.version}", ""))
                .doesNotContain("<parent>")
                .doesNotContain("<properties>")
                .doesNotContain("${");
    }
}
