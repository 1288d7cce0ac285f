package org.mlops4j.compliance;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mlops4j.registry.ModelVersion;

/**
 * The controls of a pack, evaluated for one version. Says how many passed, failed and are unknown, and nothing beyond.
 *
 * @param pack the pack
 * @param version the version
 * @param at when
 * @param results one result a control, in order
 * @since 0.1.0
 */
public record ComplianceReport(PolicyPack pack, ModelVersion version, Instant at, List<ControlResult> results) {

    /**
     * Copies the list.
     *
     * @param pack the pack
     * @param version the version
     * @param at when
     * @param results one result a control
     */
    public ComplianceReport {
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(at, "at");
        results = List.copyOf(results);
    }

    /**
     * The results of one status.
     *
     * @param status the status
     * @return those results, in order
     */
    public List<ControlResult> with(ControlStatus status) {
        return results.stream().filter(result -> result.status() == status).toList();
    }

    /**
     * The result of one control.
     *
     * @param id its name
     * @return the result, or empty if the pack has no such control
     */
    public Optional<ControlResult> control(String id) {
        return results.stream()
                .filter(result -> result.control().id().equals(id))
                .findFirst();
    }

    /**
     * The count, in one sentence.
     *
     * @return for example {@code 7 controls of pack foundation (2026-11-01) evaluated for credit:2: 5 pass, 1 fail, 1
     *     unknown}
     */
    public String summary() {
        return results.size() + " controls of pack " + pack.id() + " (" + pack.asOf() + ") evaluated for "
                + version.id() + ": " + with(ControlStatus.PASS).size() + " pass, "
                + with(ControlStatus.FAIL).size() + " fail, "
                + with(ControlStatus.UNKNOWN).size() + " unknown";
    }

    /**
     * The count, then each control that did not pass, with what to do.
     *
     * @return several lines, without a line break at the end
     */
    public String explain() {
        return summary()
                + results.stream()
                        .filter(result -> result.status() != ControlStatus.PASS)
                        .map(result ->
                                "\n" + result.status() + " " + result.control().id() + " ("
                                        + result.control().source() + "): "
                                        + result.result().explain())
                        .collect(Collectors.joining());
    }
}
