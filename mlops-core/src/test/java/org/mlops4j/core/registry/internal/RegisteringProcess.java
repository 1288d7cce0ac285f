package org.mlops4j.core.registry.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.mlops4j.core.io.internal.ChildProcess;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.registry.ModelVersion;

/** A process of its own: registers versions of the model {@code credit} and moves its champion to each. */
final class RegisteringProcess {

    private RegisteringProcess() {}

    /** Home, name of this process, how many versions. Says each number once it is acknowledged. */
    public static void main(String[] arguments) throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(Path.of(arguments[0]));
                TestRegistry test = open(directory)) {
            ChildProcess.say("open");
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                ModelVersion version = test.register("credit", arguments[1] + "/" + i);
                ChildProcess.say("registered " + version.number());
                test.registry.moveAlias("credit", "champion", version.number(), TestRegistry.ADA, arguments[1]);
                ChildProcess.say("moved " + version.number());
            }
        }
    }

    static TestRegistry open(DiskDirectory directory) {
        return new TestRegistry(directory, Clock.systemUTC(), Authorizer.allowAll(), List.of());
    }
}
