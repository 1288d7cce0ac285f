package org.mlops4j.core.audit;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;
import org.mlops4j.core.audit.internal.FileAnchor;
import org.mlops4j.core.audit.internal.LoggingAnchor;

/**
 * Places that keep the checkpoints of a log. Which one is worth anything depends on who can reach it: whoever runs the
 * application must not be able to take back what it holds.
 *
 * @since 0.1.0
 */
public final class Anchors {

    private Anchors() {}

    /**
     * The output of the application's logging: one line at INFO for each checkpoint, {@code checkpoint ORIGIN SIZE ROOT
     * SIGNER SIGNATURE}, by the SLF4J logger {@value LoggingAnchor#LOGGER}. Where logs are shipped away this costs
     * nothing. The library cannot read them back: {@link Checkpoints#find} takes the collected lines.
     *
     * @return the anchor
     */
    public static CheckpointAnchor logger() {
        return new LoggingAnchor();
    }

    /**
     * A file, to which each checkpoint is added as one line, durably; read back when a log is verified. Several logs and
     * processes may share it. It should lie on another machine, or be one that can only be appended to.
     *
     * @param file the file, made if there is none; not within the home of the log
     * @return the anchor
     */
    public static CheckpointAnchor file(Path file) {
        return new FileAnchor(file);
    }

    /**
     * Whatever the application does with a checkpoint, for example send it by mail. The library cannot read it back.
     *
     * @param name how messages call it
     * @param listener hears each checkpoint
     * @return the anchor
     */
    public static CheckpointAnchor listener(String name, Consumer<Checkpoint> listener) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(listener, "listener");
        return new CheckpointAnchor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void keep(Checkpoint checkpoint) {
                listener.accept(checkpoint);
            }
        };
    }
}
