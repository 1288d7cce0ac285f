package org.mlops4j.core.identity.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;

/** Whatever lies where a key should be: it is a key, or damage that is named; nothing else is thrown. */
class KeyFileProperties {

    private static final String PASSWORD = "opened-by-all";

    private static Path folder;
    private static byte[] store;

    /** One change of a file: bytes are cut out at a place and others put in. */
    record Edit(double at, int removed, byte[] added) {

        byte[] of(byte[] file) {
            int from = (int) (at * file.length);
            int to = Math.min(file.length, from + removed);
            byte[] edited = new byte[from + added.length + file.length - to];
            System.arraycopy(file, 0, edited, 0, from);
            System.arraycopy(added, 0, edited, from, added.length);
            System.arraycopy(file, to, edited, from + added.length, file.length - to);
            return edited;
        }
    }

    @BeforeContainer
    static void makeKeyStore() throws IOException {
        QuickKeyStores.begin();
        folder = Files.createTempDirectory("keys");
        OwnedKeys keys = open();
        for (KeyUse use : KeyUse.values()) {
            keys.current("customer", use);
        }
        store = Files.readAllBytes(file());
    }

    @AfterContainer
    static void deleteKeyStore() throws IOException {
        QuickKeyStores.end();
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static Path file() {
        return folder.resolve("keys.p12");
    }

    private static Pkcs12KeyProvider open() throws IOException {
        SecretReference reference = SecretReference.parse("env:P", Map.of("P", PASSWORD));
        return Pkcs12KeyProvider.open(file(), reference, Clock.systemUTC(), false);
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<byte[]> added = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(6),
                Arbitraries.strings()
                        .withChars("{}[]\":,0149eE+-. tfn\\u=/AZ")
                        .ofMaxLength(6)
                        .map(text -> text.getBytes(UTF_8)));
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 8),
                        added)
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static byte[] edited(byte[] file, List<Edit> edits) {
        byte[] edited = file;
        for (Edit edit : edits) {
            edited = edit.of(edited);
        }
        return edited;
    }

    private static void readOrReject(byte[] document, KeyUse use) {
        MemoryDirectory directory = new MemoryDirectory();
        directory.create("keys/customer/" + new KeySeries("customer", use).useName() + "/1.json", document);
        try {
            assertThat(new DirectoryKeyProvider(directory)
                            .current("customer", use)
                            .version())
                    .isEqualTo(1);
        } catch (IntegrityException e) {
            assertThat(e).hasNoCause().hasMessageStartingWith("key keys/customer/");
            assertThat(e.getMessage()).hasSizeLessThan(200);
        }
    }

    @Property(tries = 300, seed = "20261125")
    void readsOrRejectsAnyBytes(@ForAll byte[] document, @ForAll KeyUse use) {
        readOrReject(document, use);
    }

    @Property(tries = 600, seed = "20261125")
    void readsOrRejectsAnyChangedDocument(@ForAll("edits") List<Edit> edits, @ForAll KeyUse use) throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        new DirectoryKeyProvider(directory).current("customer", use);
        String path = "keys/customer/" + new KeySeries("customer", use).useName() + "/1.json";
        readOrReject(edited(directory.read(path).orElseThrow(), edits), use);
    }

    @Property(tries = 150, seed = "20261125")
    void readsOrRejectsAnyChangedKeyStore(@ForAll("edits") List<Edit> edits) throws IOException {
        byte[] changed = edited(store, edits);
        Files.write(file(), changed);
        try {
            assertThat(open().list()).hasSizeLessThanOrEqualTo(3);
        } catch (MlopsException e) {
            assertThat(e).hasNoCause();
            assertThat(Arrays.equals(changed, store)).isFalse();
        }
    }
}
