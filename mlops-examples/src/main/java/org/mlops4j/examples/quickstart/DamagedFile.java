package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.mlops4j.Mlops;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;

/**
 * What the registry says when a stored model is no longer what was registered.
 *
 * @param refusals for each damage what loading said, or that it noticed nothing
 */
record DamagedFile(Map<String, String> refusals) implements Chapter {

    static final String UNNOTICED = "nothing was noticed";

    /** Damages the stored model in two ways, tries to load each, and puts the file back. */
    static DamagedFile of(Mlops mlops, Path home, ModelVersion version) throws IOException {
        String hex = version.manifest().files().stream()
                .filter(file -> file.name().equals(CreditModels.ONNX))
                .findFirst()
                .orElseThrow()
                .digest()
                .hex();
        Path stored = home.resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
        Map<String, String> refusals = new LinkedHashMap<>();
        refusals.put(
                "The last byte is missing",
                loadDamaged(mlops, version, stored, bytes -> Arrays.copyOf(bytes, bytes.length - 1)));
        refusals.put("One bit is flipped", loadDamaged(mlops, version, stored, bytes -> {
            bytes[bytes.length / 2] ^= 1;
            return bytes;
        }));
        return new DamagedFile(refusals);
    }

    @Override
    public Section section() {
        return Section.of(
                "A stored model is damaged: it is not loaded",
                refusals.entrySet().stream()
                        .map(refusal -> new Block.Paragraph(refusal.getKey() + ".\n  " + refusal.getValue()))
                        .toArray(Block[]::new));
    }

    private static String loadDamaged(Mlops mlops, ModelVersion version, Path stored, UnaryOperator<byte[]> damage)
            throws IOException {
        Path aside = stored.resolveSibling("aside");
        Files.move(stored, aside);
        try {
            Files.write(stored, damage.apply(Files.readAllBytes(aside)));
            mlops.registry().files(version);
            return UNNOTICED;
        } catch (IntegrityException e) {
            return String.valueOf(e.getMessage());
        } finally {
            Files.delete(stored);
            Files.move(aside, stored);
        }
    }
}
