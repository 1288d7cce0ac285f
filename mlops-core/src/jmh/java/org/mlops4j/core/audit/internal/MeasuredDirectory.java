package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.mlops4j.core.io.internal.AppendFile;
import org.mlops4j.core.io.internal.MemoryDirectory;

/** Files in memory whose forcing takes a while, and which may forget the content of entries to hold more of their hashes. */
public final class MeasuredDirectory extends ForwardingDirectory {

    private static final String FULL_BUNDLE = "audit/tile/entries/(x[0-9]{3}/)*[0-9]{3}";

    private final long forceNanos;
    private final boolean keepsEntries;

    /** Files in memory. */
    public MeasuredDirectory(long forceNanos, boolean keepsEntries) {
        super(new MemoryDirectory());
        this.forceNanos = forceNanos;
        this.keepsEntries = keepsEntries;
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        force();
        if (keepsEntries || !path.matches(FULL_BUNDLE)) {
            super.replace(path, content);
        }
    }

    private void force() {
        if (forceNanos > 0) {
            LockSupport.parkNanos(forceNanos);
        }
    }

    @Override
    public AppendFile append(String path) throws IOException {
        AppendFile file = super.append(path);
        return new AppendFile() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void write(ByteBuffer bytes) throws IOException {
                file.write(bytes);
            }

            @Override
            public void force() {
                MeasuredDirectory.this.force();
            }

            @Override
            public void truncate(long size) throws IOException {
                file.truncate(size);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
