package org.mlops4j.core.io.internal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that grows at its end. Used by one thread at a time. */
public interface AppendFile extends AutoCloseable {

    /** Its size in bytes. */
    long size() throws IOException;

    /** Hands bytes to the operating system: they survive the process from here on. */
    void write(ByteBuffer bytes) throws IOException;

    /** Makes everything written durable: it survives a power failure from here on. */
    void force() throws IOException;

    /** Cuts the file. */
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
}
