package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.registry.ModelVersion;

/** Documents that were cut, changed, swapped, or written by a newer version of the library. */
class DocumentsTest {

    private static final Actor ADA = TestRegistry.ADA;
    private static final String VERSION = "models/credit/versions/00000002.json";
    private static final String ALIAS = "models/credit/aliases/champion.json";

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TestRegistry test = new TestRegistry(directory);
    private String approval;

    @BeforeEach
    void aVersionAnAliasAndAnApproval() {
        test.register("credit", "a");
        ModelVersion second = test.register("credit", "b");
        test.registry.moveAlias("credit", "champion", 1, ADA, "first");
        test.registry.moveAlias("credit", "champion", 2, ADA, "second");
        test.registry.approve(second, ADA, "fine");
        approval = "models/credit/facts/" + second.digest().hex() + "/approval/00000001.json";
    }

    /** Reads a kind of document as a process does that sees it for the first time. */
    private Object read(String key) {
        try (TestRegistry fresh = new TestRegistry(directory)) {
            if (key.equals(VERSION)) {
                return describe(fresh.registry.resolve("credit:2"));
            }
            if (key.equals(ALIAS)) {
                return fresh.registry.alias("credit", "champion").orElseThrow();
            }
            return fresh.registry.approvals(fresh.registry.resolve("credit:2"));
        }
    }

    private static Map<String, Object> describe(ModelVersion version) {
        return new LinkedHashMap<>(ManifestJson.write(version));
    }

    private List<String> keys() {
        return List.of(VERSION, ALIAS, approval);
    }

    @Test
    void aFlippedBitIsDamageWhereverItIs() {
        for (String key : keys()) {
            byte[] intact = bytes(key);
            Object before = read(key);
            for (int i = 0; i < intact.length; i++) {
                byte[] flipped = intact.clone();
                flipped[i] ^= (byte) (1 << i % 8);
                replace(key, flipped);
                assertUnchangedOrDamaged(key, before, () -> read(key));
            }
            replace(key, intact);
        }
    }

    /** Some bits change nothing, as the case of a hexadecimal digit in an escape: then what is read is the same. */
    private static void assertUnchangedOrDamaged(String key, Object before, Callable<Object> read) {
        try {
            assertThat(read.call()).isEqualTo(before);
        } catch (IntegrityException e) {
            assertThat(e).hasMessageContaining("'" + key + "'");
        } catch (Exception e) {
            throw new AssertionError("damage of " + key + " must be an IntegrityException", e);
        }
    }

    @Test
    void aDocumentThatIsCutAnywhereIsDamage() {
        for (String key : keys()) {
            byte[] intact = bytes(key);
            for (int length = 0; length < intact.length; length++) {
                replace(key, Arrays.copyOf(intact, length));
                assertThatThrownBy(() -> read(key))
                        .isInstanceOf(IntegrityException.class)
                        .hasMessageContaining("'" + key + "'")
                        .hasMessageContaining("restore it from a backup");
            }
            replace(key, intact);
        }
    }

    @Test
    void aDocumentEditedByHandIsDamage() {
        edit(VERSION, "\"reason\":\"trained\"", "\"reason\":\"approved\"");
        edit(ALIAS, "\"version\":2", "\"version\":1");
        edit(ALIAS, "\"trail\":[1]", "\"trail\":[2]");
        edit(approval, "fine", "super");
    }

    private void edit(String key, String from, String to) {
        byte[] intact = bytes(key);
        String text = new String(intact, UTF_8);
        assertThat(text).contains(from);
        replace(key, text.replace(from, to).getBytes(UTF_8));

        assertThatThrownBy(() -> read(key))
                .isInstanceOf(IntegrityException.class)
                .hasMessageMatching("(version|alias|fact) '" + key + "'.* was changed: its content has digest "
                        + "[0-9a-f]{12}… but is sealed with [0-9a-f]{12}…; restore it from a backup");
        replace(key, intact);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"format\":1}", "\"x\"", "{\"format\":0}", "{\"format\":\"1\"}"})
    void whatIsNoDocumentIsDamage(String content) {
        for (String key : keys()) {
            byte[] intact = bytes(key);
            replace(key, content.getBytes(UTF_8));
            assertThatThrownBy(() -> read(key))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageContaining("'" + key + "'");
            replace(key, intact);
        }
    }

    @Test
    void aNewerFormatIsRefusedAndLeftAsItIs() {
        byte[] newer = "{\"format\":2,\"shape\":\"unknown\"}".getBytes(UTF_8);
        for (String key : keys()) {
            byte[] intact = bytes(key);
            replace(key, newer);
            assertThatThrownBy(() -> read(key))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageMatching(".*'" + key + "'.* has format 2, newer than this version reads \\(1\\); "
                            + "use a newer version of the library");
            replace(key, intact);
        }

        replace(ALIAS, newer);
        replace(VERSION, newer);
        TestRegistry fresh = new TestRegistry(directory);
        assertThatThrownBy(() -> fresh.register("credit", "c")).isInstanceOf(IntegrityException.class);
        assertThatThrownBy(() -> fresh.registry.moveAlias("credit", "champion", 1, ADA, "x"))
                .isInstanceOf(IntegrityException.class);
        assertThatThrownBy(() -> fresh.registry.rollback("credit", "champion", ADA, "x"))
                .isInstanceOf(IntegrityException.class);
        assertThat(bytes(ALIAS)).isEqualTo(newer);
        assertThat(bytes(VERSION)).isEqualTo(newer);
        assertThat(fresh.store.list("models/credit/versions/")).hasSize(2);
    }

    @Test
    void theDocumentOfAnotherVersionIsDamage() {
        replace(VERSION, bytes("models/credit/versions/00000001.json"));

        assertThatThrownBy(() -> read(VERSION))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("version '" + VERSION + "' is that of credit:1; restore it from a backup");
    }

    /** With a seal that fits: the digest of the manifest is the version's identity all the same. */
    @Test
    void aManifestOfAnotherDigestIsDamage() {
        Map<String, Object> content = Documents.read("version", bytes(VERSION), DocumentsTest::members);
        Map<String, Object> manifest = new LinkedHashMap<>(
                JsonObject.of("version", content).object("manifest").members());
        manifest.put("parameters", Map.of("seed", "8"));
        content.put("manifest", manifest);
        replace(VERSION, Documents.write(content));

        assertThatThrownBy(() -> read(VERSION))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("was changed: its manifest has digest "
                        + Json.digest(manifest).shortHex());
    }

    private static Map<String, Object> members(JsonObject json) {
        return new LinkedHashMap<>(json.members());
    }

    @Test
    void noTwoDocumentsAreTheSameAndBothReadTheSame() {
        Map<String, Object> content = Map.of("a", 1L, "b", List.of("x"));
        byte[] one = Documents.write(content);
        byte[] other = Documents.write(content);

        assertThat(one).isNotEqualTo(other);
        Function<JsonObject, Map<String, Object>> reader = DocumentsTest::members;
        assertThat(Documents.read("one", one, reader))
                .isEqualTo(Documents.read("other", other, reader))
                .isEqualTo(content);
    }

    /** A text that canonical JSON cannot hold is the caller's mistake, and is found before anything is written. */
    @Test
    void aReasonWithHalfACharacterIsRefused() {
        assertThatThrownBy(() -> test.registry.moveAlias("credit", "champion", 1, ADA, "\ud800"))
                .hasMessageContaining("lone surrogate at character 0");
        assertThat(test.registry.history("credit")).hasSize(2);
    }

    private byte[] bytes(String key) {
        return directory.read("registry/" + key).orElseThrow();
    }

    private void replace(String key, byte[] content) {
        directory.replace("registry/" + key, content);
    }
}
