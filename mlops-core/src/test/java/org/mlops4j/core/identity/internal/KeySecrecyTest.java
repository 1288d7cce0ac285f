package org.mlops4j.core.identity.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.identity.ActorKeys;
import org.mlops4j.core.identity.Keys;
import org.mlops4j.core.identity.Sealer;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.VersionedKey;

/**
 * Looks for pieces of keys and passwords in everything that is said: each text, each message with its causes, the log,
 * and every file that is not one of keys.
 */
@ExtendWith(QuickKeyStores.class)
class KeySecrecyTest {

    /** Short enough to find a part, long enough that chance finds none: 10 hexadecimal digits are 40 bits. */
    private static final int PIECE = 10;

    private static final String PASSWORD = "Tr0ub4dor-and-3-Zebras";

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>();
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(standardError);
    }

    /** Every way in which somebody may write bytes down, in pieces. */
    private void guard(byte[] secret) {
        // Of a private key, what comes before the seed is the same for all.
        byte[] bytes = secret.length > 32 ? Arrays.copyOfRange(secret, secret.length - 32, secret.length) : secret;
        String hex = HexFormat.of().formatHex(bytes);
        split(hex);
        split(hex.toUpperCase(Locale.ROOT));
        split(Base64.getEncoder().encodeToString(secret).substring(secret.length > 32 ? 24 : 0));
        split(Base64.getUrlEncoder().encodeToString(secret).substring(secret.length > 32 ? 24 : 0));
        split(new String(bytes, ISO_8859_1));
        String decimal = Arrays.toString(bytes);
        split(decimal.substring(1, decimal.length() - 1));
    }

    private void split(String text) {
        for (int i = 0; i + PIECE <= text.length(); i++) {
            pieces.add(text.substring(i, i + PIECE));
        }
    }

    private void guard(VersionedKey key) {
        guard(key.secret().getEncoded());
    }

    private void attempt(Callable<?> action) {
        try {
            said.add(String.valueOf(action.call()));
        } catch (Exception | AssertionError e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            said.add(trace.toString());
        }
    }

    private void assertNothingIsSaid(int atLeast) {
        said.add(log.toString(UTF_8));
        assertThat(said).hasSizeGreaterThan(atLeast);
        assertThat(pieces).hasSizeGreaterThan(100);
        for (String text : said) {
            for (String piece : pieces) {
                // No assertion about the piece: its message would be the leak.
                if (text.contains(piece)) {
                    throw new AssertionError("a piece of a secret is in: " + text);
                }
            }
        }
    }

    @Test
    void findsASecretThatIsSaid() {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (i * 37 + 11);
        }
        guard(secret);
        for (String form : List.of(
                HexFormat.of().formatHex(secret),
                Base64.getEncoder().encodeToString(secret),
                Arrays.toString(secret),
                new String(secret, ISO_8859_1))) {
            assertThat(pieces).anyMatch(("it is " + form)::contains);
        }
    }

    @Test
    void saysNothingOfKeysInTexts() throws Exception {
        OwnedKeys files = new DirectoryKeyProvider(new MemoryDirectory());
        OwnedKeys store = store();
        for (OwnedKeys keys : List.of(files, store)) {
            for (KeyUse use : KeyUse.values()) {
                keys.current("customer", use, prepared -> {
                    said.add(prepared.toString());
                    prepared.publish();
                });
                guard(keys.current("customer", use));
                keys.rotate(new KeySeries("customer", use), PreparedKey::publish);
                guard(keys.current("customer", use));
                said.add(keys.current("customer", use).toString());
                said.add(String.valueOf(keys.read(new KeySeries("customer", use), 1)));
            }
            said.add(keys.toString());
            said.add(keys.list().toString());
            said.add(keys.versions().toString());
            Sealer sealer = Sealer.of(keys, "customer");
            said.add(sealer.toString());
            said.add(new String(sealer.seal(new byte[100], new byte[0]), ISO_8859_1));
        }
        assertNothingIsSaid(20);
    }

    @Test
    void saysNothingOfDamagedFiles() throws Exception {
        for (KeyUse use : KeyUse.values()) {
            MemoryDirectory directory = new MemoryDirectory();
            VersionedKey key = new DirectoryKeyProvider(directory).current("customer", use);
            guard(key);
            String path = "keys/customer/" + new KeySeries("customer", use).useName() + "/1.json";
            String whole = new String(directory.read(path).orElseThrow(), UTF_8);
            String secret = Base64.getEncoder().encodeToString(key.secret().getEncoded());
            List<String> damaged = new ArrayList<>(List.of(
                    secret,
                    "\"" + secret + "\"",
                    "{\"" + secret + "\":1}",
                    whole.replace("\"secret\"", "\"" + secret + "\""),
                    whole.replace("}", ",\"secret\":\"" + secret + "\"}"),
                    whole.replace("}", ",\"" + secret + "\":1}"),
                    whole.replace("\"" + secret + "\"", secret),
                    whole.replace("\"" + secret + "\"", "[\"" + secret + "\"]"),
                    whole.replace(secret, secret + "*"),
                    whole.replace(secret, secret.substring(4)),
                    whole.replace("\"made\":\"", "\"made\":\"" + secret),
                    whole.replace("\"format\":1", "\"format\":\"" + secret + "\""),
                    whole.replace("\"format\":1", "\"format\":2"),
                    whole + secret));
            for (int length = 0; length < whole.length(); length += 3) {
                damaged.add(whole.substring(0, length));
            }
            for (String document : damaged) {
                directory.replace(path, document.getBytes(UTF_8));
                attempt(() -> new DirectoryKeyProvider(directory).current("customer", use));
            }
        }
        assertNothingIsSaid(150);
    }

    @Test
    void saysNothingOfAKeyThatIsUsedWrongly() throws Exception {
        OwnedKeys keys = new DirectoryKeyProvider(new MemoryDirectory());
        VersionedKey hmac = keys.current("customer", KeyUse.HMAC);
        VersionedKey pair = keys.current("customer", KeyUse.SIGNING);
        guard(hmac);
        guard(pair);
        PublicKey half = pair.publicKey().orElseThrow();
        attempt(() -> Hmac.sha256(pair));
        attempt(() -> Sealing.seal(pair, new byte[12], new byte[1], new byte[0]));
        attempt(() -> Sealing.open(hmac, new byte[40], 0, new byte[0]));
        attempt(() -> Sealing.seal(hmac, new byte[0], new byte[1], new byte[0]));
        attempt(() -> VersionedKey.symmetric("a", KeyUse.SIGNING, 1, hmac.secret()));
        attempt(() -> VersionedKey.symmetric("a", KeyUse.HMAC, 0, hmac.secret()));
        attempt(() -> VersionedKey.signing("a", 0, pair.secret(), half));
        attempt(() -> ActorKeys.none().actingAs(Actor.ci("nightly"), (PrivateKey) pair.secret()));
        attempt(() -> ActorKeys.none().with(Actor.ci("nightly"), half).actingAs(Actor.ci("weekly"), (PrivateKey)
                pair.secret()));
        assertNothingIsSaid(8);
    }

    @Test
    void saysNothingOfPasswords() throws Exception {
        split(PASSWORD);
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        attempt(() -> Keys.pkcs12(folder.resolve("keys.p12"), "file:" + password));
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        OwnedKeys keys = (OwnedKeys) Keys.pkcs12(folder.resolve("keys.p12"), "file:" + password);
        guard(keys.current("customer", KeyUse.HMAC));
        said.add(keys.toString());
        attempt(() -> Keys.pkcs12(folder.resolve("keys.p12"), PASSWORD));
        attempt(() -> Keys.pkcs12(folder.resolve("keys.p12"), "env:" + PASSWORD));
        Files.writeString(password, PASSWORD + PASSWORD);
        attempt(() -> Keys.pkcs12(folder.resolve("keys.p12"), "file:" + password));
        Files.writeString(password, PASSWORD + "\n" + PASSWORD);
        attempt(() -> Keys.pkcs12(folder.resolve("keys.p12"), "file:" + password));
        Files.write(password, (PASSWORD + "\u00e4").getBytes(ISO_8859_1));
        attempt(() -> Keys.pkcs12(folder.resolve("keys.p12"), "file:" + password));
        Files.writeString(password, PASSWORD.repeat(300));
        attempt(() -> Keys.pkcs12(folder.resolve("keys.p12"), "file:" + password));
        assertNothingIsSaid(8);
    }

    @Test
    void writesNothingOfKeysIntoTheHome() throws Exception {
        Path home = folder.resolve("home");
        try (Mlops mlops = Mlops.at(home)) {
            mlops.audit().append(Actor.human("ada"), "home.open", Ref.of("home", "new"), "first");
            mlops.audit().checkpoint();
            mlops.keys().rotate("audit", KeyUse.SIGNING, Actor.human("ada"), "yearly");
            said.add(mlops.describe());
            said.add(mlops.keys().list().toString());
            try (var entries = mlops.audit().entries()) {
                entries.forEach(entry -> said.add(entry.toString()));
            }
        }
        OwnedKeys keys = new DirectoryKeyProvider(DiskDirectory.open(home));
        guard(keys.find("audit", KeyUse.SIGNING, 1).orElseThrow());
        guard(keys.find("audit", KeyUse.SIGNING, 2).orElseThrow());
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.startsWith(home.resolve("keys")))
                    .toList()) {
                said.add(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        assertNothingIsSaid(10);
    }

    private Pkcs12KeyProvider store() throws Exception {
        SecretReference reference = SecretReference.parse("env:P", Map.of("P", PASSWORD));
        split(PASSWORD);
        said.add(reference.toString());
        return Pkcs12KeyProvider.open(folder.resolve("keys.p12"), reference, Clock.systemUTC(), false);
    }
}
