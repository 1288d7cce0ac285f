package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.KeyVersion;
import org.mlops4j.identity.Ref;

/** Two processes that rotate one key at once, and one that is killed while it does. */
class KeyRotationIT {

    @TempDir
    private Path folder;

    private String[] arguments(boolean isKeyStore, String name, int limit) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(folder.resolve("home").toString(), folder.resolve(name).toString(), Integer.toString(limit)));
        if (isKeyStore) {
            Path password = Files.writeString(folder.resolve("keys.p12.password"), "opened-by-all");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            arguments.add(folder.resolve("keys.p12").toString());
        }
        return arguments.toArray(String[]::new);
    }

    private Process start(boolean isKeyStore, String name, int limit) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.log.org.mlops4j.audit=warn",
                "-cp",
                System.getProperty("java.class.path"),
                RotatingProcess.class.getName()));
        command.addAll(List.of(arguments(isKeyStore, name, limit)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
    }

    private int acknowledged(String name) throws IOException {
        Path count = folder.resolve(name);
        byte[] bytes = Files.exists(count) ? Files.readAllBytes(count) : new byte[0];
        return bytes.length < Integer.BYTES ? 0 : ByteBuffer.wrap(bytes).getInt();
    }

    /** A home whose log has a key, so that there is one to rotate. */
    private void begin(boolean isKeyStore) throws IOException {
        try (Mlops mlops = RotatingProcess.open(arguments(isKeyStore, "none", 0))) {
            mlops.audit().append(Actor.human("ada"), "home.open", Ref.of("home", "new"), "first");
            mlops.audit().checkpoint();
        }
    }

    /** How many rotations the home knows of, once its log and its keys are found to agree. */
    private int rotations(boolean isKeyStore) throws IOException {
        try (Mlops mlops = RotatingProcess.open(arguments(isKeyStore, "none", 0))) {
            mlops.audit().append(Actor.human("ada"), "home.open", Ref.of("home", "again"), "settles doubts");
            List<String> told;
            try (Stream<RecordedEntry> entries = mlops.audit().entries()) {
                told = entries.map(RecordedEntry::entry)
                        .filter(entry -> entry.action().equals("key.rotate"))
                        .map(entry -> entry.detail("version"))
                        .toList();
            }
            List<KeyVersion> made = mlops.keys().list();
            assertThat(told)
                    .isEqualTo(made.stream()
                            .skip(1)
                            .map(key -> String.valueOf(key.version()))
                            .toList());
            assertThat(made.get(made.size() - 1)).returns(made.size(), KeyVersion::version);
            mlops.audit().checkpoint();
            assertThat(mlops.audit().verify().problems()).isEmpty();
            return told.size();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNoRotationOfTwoProcesses(boolean isKeyStore) throws Exception {
        begin(isKeyStore);
        Process one = start(isKeyStore, "one", 5);
        Process two = start(isKeyStore, "two", 5);
        assertThat(one.waitFor(120, TimeUnit.SECONDS) && two.waitFor(120, TimeUnit.SECONDS))
                .isTrue();
        assertThat(folder.resolve("one.out")).isEmptyFile();
        assertThat(folder.resolve("two.out")).isEmptyFile();
        assertThat(rotations(isKeyStore)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsKeysAndLogInStepWhenAProcessIsKilled(boolean isKeyStore) throws Exception {
        begin(isKeyStore);
        int before = 0;
        for (int round = 0; round < 2; round++) {
            String name = "round" + round;
            Process process = start(isKeyStore, name, 1_000_000);
            while (acknowledged(name) < 3 + 5 * round && !process.waitFor(1, TimeUnit.MILLISECONDS)) {
                assertThat(process.isAlive()).isTrue();
            }
            process.destroyForcibly().waitFor();
            int acknowledged = before + acknowledged(name);
            before = rotations(isKeyStore);
            assertThat(before).isBetween(acknowledged, acknowledged + 1);
        }
    }
}
