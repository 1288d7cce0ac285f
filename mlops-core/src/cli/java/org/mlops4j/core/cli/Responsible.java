package org.mlops4j.core.cli;

import org.mlops4j.identity.Actor;
import picocli.CommandLine.Option;

/** Who changes something, and why. */
final class Responsible {

    @Option(
            names = "--actor",
            required = true,
            paramLabel = "WHO",
            description = "Who does it: human:ID, service:ID or ci:ID; an ID alone is a person.")
    private String actor = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why it is done.")
    private String reason = "";

    Actor actor() {
        return Actor.parse(actor);
    }

    String reason() {
        return reason;
    }
}
