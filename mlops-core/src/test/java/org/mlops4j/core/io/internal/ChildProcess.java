package org.mlops4j.core.io.internal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A second JVM that a test starts, and what such a JVM does on a directory. */
public final class ChildProcess implements AutoCloseable {

    static final String LOG = "log/1";
    private static final int FILLER_BYTES = 700;

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildProcess start(String task, Path root, String argument) throws IOException {
        return start(ChildProcess.class, task, root.toString(), argument);
    }

    /** Runs the main method of a class in a JVM of its own. */
    public static ChildProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line it says; null if it has ended. */
    public String line() throws IOException {
        return output.readLine();
    }

    /** Lets it end on its own. */
    public int finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor();
    }

    /** Ends it at once, as kill -9 does; what it has said can still be read. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        try (Directory directory = DiskDirectory.open(Path.of(arguments[1]))) {
            switch (arguments[0]) {
                case "hold" -> hold(directory, arguments[2]);
                case "count" -> count(directory, Integer.parseInt(arguments[2]));
                case "append" -> append(directory);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private static void hold(Directory directory, String key) throws IOException {
        Optional<Directory.Held> held = directory.tryHold(key);
        say(held.isPresent() ? "held" : "refused");
        while (System.in.read() >= 0) {
            continue;
        }
        held.ifPresent(Directory.Held::close);
    }

    /** Adds to a counter that two processes share. */
    static void count(Directory directory, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            Directory.Held held = directory.lock("counter");
            String before = new String(directory.read("counter").orElseThrow(), StandardCharsets.UTF_8);
            String after = String.valueOf(Integer.parseInt(before) + 1);
            directory.replace("counter", after.getBytes(StandardCharsets.UTF_8));
            held.close();
        }
        say("done");
    }

    /** Cuts the log behind its last good record and appends numbered records, saying each once it is durable. */
    private static void append(Directory directory) throws IOException {
        long next = 0;
        long validEnd = 0;
        Optional<InputStream> before = directory.open(LOG);
        if (before.isPresent()) {
            try (FrameReader reader = new FrameReader(before.get(), FrameFile.SALT)) {
                while (reader.next()) {
                    next++;
                }
                validEnd = reader.validEnd();
            }
        }
        try (AppendFile file = directory.append(LOG)) {
            file.truncate(validEnd);
            while (true) {
                byte[] frame = FrameFile.write(FrameFile.SALT, List.of(record(next)));
                // Two writes, so that its death can tear a record.
                int half = (int) (next * 7 % frame.length);
                file.write(ByteBuffer.wrap(frame, 0, half));
                file.write(ByteBuffer.wrap(frame, half, frame.length - half));
                file.force();
                say(String.valueOf(next));
                next++;
            }
        }
    }

    /** The record of a number, of a length that varies with it. */
    static FrameFile.Frame record(long number) {
        ByteBuffer payload = ByteBuffer.allocate(Long.BYTES + (int) (number * 31 % FILLER_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        payload.putLong(number);
        while (payload.hasRemaining()) {
            payload.put((byte) number);
        }
        return new FrameFile.Frame((int) (number & 0xff), payload.array());
    }

    /** Says a line to the test that started this JVM. */
    public static void say(String line) throws IOException {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
