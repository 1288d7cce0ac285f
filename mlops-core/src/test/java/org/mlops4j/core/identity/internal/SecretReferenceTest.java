package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.identity.MlopsException;

class SecretReferenceTest {

    @TempDir
    private Path folder;

    private SecretReference file(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("password"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return SecretReference.parse("file:" + file, Map.of());
    }

    private SecretReference file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fetchesFromTheEnvironment() {
        SecretReference reference = SecretReference.parse("env:KEYS_PASSWORD", Map.of("KEYS_PASSWORD", " p\u00e4ss "));
        assertThat(reference.fetch()).containsExactly(" p\u00e4ss ".toCharArray());
        assertThat(reference).hasToString("env:KEYS_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {" p\u00e4ss ", " p\u00e4ss \n", " p\u00e4ss \r\n"})
    void fetchesTheLineOfAFileWithoutItsEnd(String content) throws IOException {
        assertThat(file(content).fetch()).containsExactly(" p\u00e4ss ".toCharArray());
    }

    @Test
    void fetchesAnewEachTime() throws IOException {
        SecretReference reference = file("old");
        char[] first = reference.fetch();
        Files.writeString(folder.resolve("password"), "new");
        assertThat(first).containsExactly("old".toCharArray());
        assertThat(reference.fetch()).containsExactly("new".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "env:", "env:hunter 2", "env:2hunter", "file:", "ENV:X", "pass:hunter2"})
    void refusesWhatIsNoReferenceWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> SecretReference.parse(text, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a password must be referred to as env:NAME or file:/path, and never be given itself");
    }

    @Test
    void saysWhichVariableIsNotSet() {
        assertThatThrownBy(() -> SecretReference.parse("env:NOT_SET", Map.of()).fetch())
                .isInstanceOf(MlopsException.class)
                .hasMessage("environment variable NOT_SET must hold a password but is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void refusesAnEmptyPassword(String content) throws IOException {
        SecretReference reference = file(content);
        assertThatThrownBy(reference::fetch)
                .isInstanceOf(MlopsException.class)
                .hasMessage("the password that " + reference + " refers to must not be empty");
    }

    @Test
    void refusesAFileThatIsNoPassword() throws IOException {
        assertThatThrownBy(file("one\ntwo\n")::fetch).hasMessageContaining("must hold one line but has more");
        assertThatThrownBy(file("x".repeat(4097))::fetch).hasMessageContaining("has more than 4096 bytes");
        assertThatThrownBy(file(new byte[] {(byte) 0xff})::fetch).hasMessageContaining("must hold UTF-8 text");
    }

    @Test
    void saysThatTheFileIsNotThere() {
        Path file = folder.resolve("nowhere");
        assertThatThrownBy(() -> SecretReference.parse("file:" + file, Map.of()).fetch())
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining("password file " + file + " cannot be read");
    }

    @Test
    void refusesAFileThatOthersMayRead() throws IOException {
        SecretReference reference = file("secret");
        Path file = folder.resolve("password");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(reference::fetch)
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining("run: chmod 600 " + file);
    }
}
