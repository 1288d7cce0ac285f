package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void listsEachOnce() {
        Problems problems = new Problems();
        problems.add("a");
        problems.add("b");
        problems.add("a");
        assertThat(problems.list()).containsExactly("a", "b");
    }

    @Test
    void limitsWhatItLists() {
        Problems problems = new Problems();
        for (int i = 0; i < 1000; i++) {
            problems.add("entry " + i);
        }
        assertThat(problems.list())
                .hasSize(101)
                .startsWith("entry 0")
                .endsWith("there are more than 100 problems; the others are not listed");
    }

    @Test
    void doesNotSpeakOfOthersWhereAllAreListed() {
        Problems problems = new Problems();
        for (int i = 0; i < 100; i++) {
            problems.add("entry " + i);
        }
        problems.add("entry 7");
        assertThat(problems.list()).hasSize(100);
    }
}
