package org.mlops4j.core.io.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryDirectoryTest extends DirectoryContract {

    @Override
    Directory open() {
        return new MemoryDirectory();
    }

    @Test
    void liesOnNoDisk() {
        assertThat(directory.path("a")).isEmpty();
    }

    @Test
    void canBeWrittenTo() {
        assertThat(directory.isReadOnly()).isFalse();
    }
}
