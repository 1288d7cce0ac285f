package org.mlops4j.core.audit.internal;

import java.io.IOException;

/** Something that reads files. */
@FunctionalInterface
interface Reading<T> {

    T read() throws IOException;
}
