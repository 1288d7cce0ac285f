package org.mlops4j.core.identity.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mlops4j.Mlops;
import org.mlops4j.core.identity.Keys;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.KeyUse;

/** A process of its own: rotates the key of the log and notes in a file how many rotations were acknowledged. */
final class RotatingProcess {

    private RotatingProcess() {}

    /** Home, file of the count, how many rotations at most; keys lie in the home, or in the key store of a fourth. */
    public static void main(String[] args) throws IOException {
        QuickKeyStores.begin();
        int limit = Integer.parseInt(args[2]);
        try (Mlops mlops = open(args);
                FileChannel count =
                        FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < limit; i++) {
                mlops.keys().rotate("audit", KeyUse.SIGNING, Actor.ci(args[1]), "rotation " + i);
                count.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, i + 1), 0);
            }
        }
    }

    static Mlops open(String... args) {
        Mlops.Builder builder = Mlops.builder().home(Path.of(args[0]));
        if (args.length > 3) {
            builder.keys(Keys.pkcs12(Path.of(args[3]), "file:" + args[3] + ".password"));
        }
        return builder.open();
    }
}
