package org.mlops4j.core.drift;

/** Some bins taken together. */
record Group(String label, long reference, long current) {

    boolean isEmpty() {
        return reference == 0 && current == 0;
    }
}
