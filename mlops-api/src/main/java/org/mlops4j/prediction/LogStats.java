package org.mlops4j.prediction;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a log holds. For this process every record handed in was accepted or is among the dropped; every record accepted
 * was written or is in flight, until a log that closes with a failing disk, or a killed process, loses what is in flight.
 *
 * @param predictions records of calls in the log, of all processes
 * @param outcomes outcomes in the log, of all processes
 * @param errors records of failed calls among the predictions
 * @param dropped records lost: of this process all, of others as many as they could write down
 * @param accepted records this process has accepted since it opened the log
 * @param written records this process has handed to the operating system
 * @param segments files of the log
 * @param sizeBytes their size
 * @param oldestOrNull time of the oldest call, null if there is none
 * @param newestOrNull time of the newest call, null if there is none
 * @param damages places where a file is torn or damaged, or could not be made durable
 * @since 0.1.0
 */
public record LogStats(
        long predictions,
        long outcomes,
        long errors,
        long dropped,
        long accepted,
        long written,
        int segments,
        long sizeBytes,
        @Nullable Instant oldestOrNull,
        @Nullable Instant newestOrNull,
        List<String> damages) {

    /**
     * Copies the list.
     *
     * @param predictions records of calls in the log
     * @param outcomes outcomes in the log
     * @param errors records of failed calls
     * @param dropped records lost
     * @param accepted records this process has accepted
     * @param written records this process has handed to the operating system
     * @param segments files of the log
     * @param sizeBytes their size
     * @param oldestOrNull time of the oldest call
     * @param newestOrNull time of the newest call
     * @param damages places where the log was cut or cannot be read
     */
    public LogStats {
        damages = List.copyOf(Objects.requireNonNull(damages, "damages"));
    }

    /**
     * Time of the oldest call.
     *
     * @return the time, or empty if there is none
     */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldestOrNull);
    }

    /**
     * Time of the newest call.
     *
     * @return the time, or empty if there is none
     */
    public Optional<Instant> newest() {
        return Optional.ofNullable(newestOrNull);
    }
}
