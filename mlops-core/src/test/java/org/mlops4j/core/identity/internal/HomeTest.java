package org.mlops4j.core.identity.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.ForwardingDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.ReadOnlyDirectory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;

class HomeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final MemoryDirectory directory = new MemoryDirectory();

    private byte[] format() {
        return directory.read("format.json").orElseThrow();
    }

    @Test
    void aNewHomeSaysItsFormatAndKeepsItsIdentity() throws IOException {
        Home made = Home.open(directory, CLOCK);
        byte[] before = format();

        assertThat(Home.open(directory, CLOCK).origin())
                .isEqualTo(made.origin())
                .startsWith("mlops4j/");
        assertThat(format()).isEqualTo(before);
        JsonObject json = Json.parseObject("format.json", before);
        assertThat(json.integer("format")).isEqualTo(1);
        assertThat(json.instant("made")).isEqualTo(NOW);
        assertThat(Home.open(new MemoryDirectory(), CLOCK).origin()).isNotEqualTo(made.origin());
    }

    @Test
    void aNewerHomeIsRefusedAndLeftAsItIs() {
        byte[] newer = "{\"format\":2,\"rooms\":[]}".getBytes(UTF_8);
        directory.create("format.json", newer);

        assertThatThrownBy(() -> Home.open(directory, CLOCK))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("format.json of the home has format 2, newer than this version reads (1); "
                        + "use a newer version of the library");
        assertThat(format()).isEqualTo(newer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{}", "{\"format\":0,\"home\":\"x\"}", "{\"format\":1}", "{\"format\":\"1\"}"})
    void whatIsNoHomeIsDamage(String content) {
        directory.create("format.json", content.getBytes(UTF_8));

        assertThatThrownBy(() -> Home.open(directory, CLOCK))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("format.json of the home is not as it was written: ")
                .hasMessageEndingWith("; restore it from a backup");
    }

    /** A second identity would make the audit log one of somebody else. */
    @ParameterizedTest
    @ValueSource(strings = {"audit/checkpoint", "registry/models/credit/versions/00000001.json", "streams/a/1.seg"})
    void aHomeThatLostItsFormatGetsNoNewOne(String left) {
        directory.create(left, new byte[1]);

        assertThatThrownBy(() -> Home.open(directory, CLOCK))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("format.json of the home is gone though there is a folder '"
                        + left.substring(0, left.indexOf('/')) + "'; restore it from a backup");
        assertThat(directory.read("format.json")).isEmpty();
    }

    @Test
    void twoProcessesThatMakeAHomeAtOnceAgreeOnOne() throws IOException {
        boolean[] raced = {false};
        ForwardingDirectory slow = new ForwardingDirectory(directory) {
            @Override
            public Optional<byte[]> read(String path) throws IOException {
                Optional<byte[]> before = super.read(path);
                if (!raced[0]) {
                    raced[0] = true;
                    Home.open(directory, CLOCK);
                    directory.create("audit/pending/0", new byte[1]);
                }
                return before;
            }
        };

        assertThat(Home.open(slow, CLOCK).origin())
                .isEqualTo(Home.open(directory, CLOCK).origin());
    }

    @Test
    void nothingIsMadeWhereNothingCanBeWritten() throws IOException {
        assertThatThrownBy(() -> Home.open(new ReadOnlyDirectory(directory), CLOCK))
                .isInstanceOf(IOException.class)
                .hasMessage("it is no home of this library and cannot be written to");
        Home made = Home.open(directory, CLOCK);
        assertThat(Home.open(new ReadOnlyDirectory(directory), CLOCK).origin()).isEqualTo(made.origin());
    }

    @Test
    void everyProcessGetsAStreamOfItsOwn() throws IOException {
        Home home = Home.open(directory, CLOCK);

        assertThat(home.newStream(CLOCK)).matches("20261123t080000-[0-9a-f]{8}").isNotEqualTo(home.newStream(CLOCK));
    }
}
