package org.mlops4j.core.prediction.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.mlops4j.core.io.internal.ChildProcess;
import org.mlops4j.core.io.internal.DiskDirectory;

/** A process of its own: several threads log numbered records durably, and say each number once it is acknowledged. */
final class DurableLogger {

    private DurableLogger() {}

    /** Home, name of the stream, how many threads, first number; thread t logs the numbers first + t, first + t + threads, … */
    public static void main(String[] arguments) throws IOException {
        int threads = Integer.parseInt(arguments[2]);
        long first = Long.parseLong(arguments[3]);
        StreamedPredictionLog log = Logs.open(DiskDirectory.open(Path.of(arguments[0])), arguments[1]);
        for (int t = 0; t < threads; t++) {
            long start = first + t;
            new Thread(() -> logFrom(log, start, threads)).start();
        }
    }

    private static void logFrom(StreamedPredictionLog log, long start, int step) {
        try {
            for (long number = start; ; number += step) {
                log.logDurably(Logs.record(number));
                ChildProcess.say(String.valueOf(number));
            }
        } catch (IOException e) {
            // Nobody listens any more.
            Runtime.getRuntime().halt(1);
        }
    }
}
