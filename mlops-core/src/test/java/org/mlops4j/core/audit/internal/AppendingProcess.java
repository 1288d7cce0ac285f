package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.DiskDirectory;

/** A process of its own: appends entries to the log of a home and notes in a file how many were acknowledged. */
final class AppendingProcess {

    private AppendingProcess() {}

    /** Home, file of the count, how many entries at most. */
    public static void main(String[] args) throws IOException {
        int limit = Integer.parseInt(args[2]);
        try (DiskDirectory directory = DiskDirectory.open(Path.of(args[0]));
                TiledAuditLog log = open(directory);
                FileChannel count =
                        FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < limit; i++) {
                log.append(Fixtures.entry(i));
                count.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, i + 1), 0);
            }
        }
    }

    static TiledAuditLog open(DiskDirectory directory) {
        return TiledAuditLog.open(directory, new DirectoryKeyProvider(directory), Clock.systemUTC(), Fixtures.ORIGIN);
    }
}
