package org.mlops4j.core.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AnchorState;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.MerkleProof;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.AuditCopies;
import org.mlops4j.core.audit.AuditProofs;
import org.mlops4j.core.audit.Checkpoints;
import org.mlops4j.core.data.internal.RowReader;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at and checks the audit log of a home. */
@Command(
        name = "audit",
        description = "Check the audit log, look at it, and prove what is in it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AuditCommand.Verify.class,
            AuditCommand.Log.class,
            AuditCommand.Prove.class,
            AuditCommand.Sign.class,
            AuditCommand.Anchors.class
        })
final class AuditCommand {

    private AuditCommand() {}

    /** What most commands on an audit log share. */
    abstract static class OnLog implements Callable<Integer> {

        @Mixin
        Output output = new Output();

        @Mixin
        private HomeOption home = new HomeOption();

        @Override
        public final Integer call() {
            try (Mlops mlops = open(home)) {
                return run(mlops.audit());
            }
        }

        Mlops open(HomeOption which) {
            return which.openToRead();
        }

        abstract int run(AuditLog log);
    }

    @Command(
            name = "verify",
            description = {
                "Check every entry, tile and signature, and compare with checkpoints kept elsewhere.",
                "Exits with 1 if something was changed, with 3 if a log that shares the registry was not checked."
            })
    static final class Verify implements Callable<Integer> {

        @Mixin
        private Output output = new Output();

        @ArgGroup(multiplicity = "1")
        private Where where = new Where();

        @Option(
                names = "--anchor",
                paramLabel = "FILE",
                description = "A text with checkpoints that somebody kept: signed notes, or lines of a logger.")
        private List<Path> anchors = new ArrayList<>();

        @Option(names = "--other", paramLabel = "DIR", description = "A home that shares the registry, checked too.")
        private List<Path> others = new ArrayList<>();

        @Option(
                names = "--require-anchor",
                description = "Exit with 3 unless a witness or a checkpoint kept elsewhere vouches for the log.")
        private boolean requireAnchor;

        private static final class Where {

            @ArgGroup(exclusive = false)
            private @Nullable HomeOption home;

            @ArgGroup(exclusive = false)
            private @Nullable Copy copy;
        }

        private static final class Copy {

            @Option(
                    names = "--copy",
                    required = true,
                    paramLabel = "DIR",
                    description = "A copy of a home, of which only the folder 'audit' is looked at.")
            private Path directory = Path.of("");

            @Option(
                    names = "--key",
                    required = true,
                    paramLabel = "VKEY",
                    description = "A verifier key of the log, from its owner.")
            private List<String> keys = new ArrayList<>();

            @Option(
                    names = "--witness",
                    paramLabel = "VKEY",
                    description = "The key of a witness whose cosignatures count.")
            private List<String> witnesses = new ArrayList<>();
        }

        @Override
        public Integer call() {
            List<Checkpoint> kept = new ArrayList<>();
            anchors.forEach(file -> kept.addAll(Checkpoints.find(read(file))));
            List<AuditVerification> found = new ArrayList<>();
            found.add(verifyFirst(kept));
            for (Path other : others) {
                try (Mlops mlops = Mlops.builder().home(other).readOnly().open()) {
                    found.add(mlops.audit().verify(kept));
                }
            }
            Set<String> missing = new TreeSet<>();
            found.forEach(one -> missing.addAll(one.otherLogs()));
            found.forEach(one -> missing.remove(one.origin()));
            show(found, missing);
            if (found.stream().anyMatch(one -> !one.isIntact())) {
                return ExitCode.FAILED;
            }
            boolean isVouchedFor = !requireAnchor || found.stream().allMatch(AuditVerification::independent);
            return missing.isEmpty() && isVouchedFor ? ExitCode.DONE : ExitCode.INCONCLUSIVE;
        }

        private AuditVerification verifyFirst(List<Checkpoint> kept) {
            HomeOption home = where.home;
            if (home != null) {
                try (Mlops mlops = home.openToRead()) {
                    return mlops.audit().verify(kept);
                }
            }
            Copy copy = where.copy == null ? new Copy() : where.copy;
            return AuditCopies.verify(copy.directory, copy.keys, copy.witnesses, kept);
        }

        private static String read(Path file) {
            try {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw RowReader.unreadable(file.toString(), e);
            }
        }

        private void show(List<AuditVerification> found, Set<String> missing) {
            if (output.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("intact", found.stream().allMatch(AuditVerification::isIntact));
                json.put("logs", found.stream().map(Verify::json).toList());
                json.put("not_checked", missing);
                output.json(json);
                return;
            }
            List<Section> sections = new ArrayList<>();
            found.forEach(one -> sections.add(section(one)));
            if (!missing.isEmpty()) {
                sections.add(Section.of(
                        "Logs that were not checked",
                        new Block.Grid(
                                List.of("log"),
                                missing.stream().map(List::<Object>of).toList())));
            }
            output.report("Audit log", sections.toArray(Section[]::new));
        }

        private static Section section(AuditVerification one) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("state", one.isIntact() ? "intact" : "NOT INTACT");
            facts.put("entries", one.entries());
            if (one.firstIndex() > 0) {
                facts.put("pruned_before", one.firstIndex());
            }
            facts.put("signed", one.signed());
            facts.put("anchored", one.anchored());
            if (!one.selfSigned().isEmpty()) {
                facts.put("independence", one.selfSigned());
            }
            number(facts, "problem", one.problems());
            number(facts, "warning", one.warnings());
            return Section.of(one.origin(), new Block.Facts(facts));
        }

        private static void number(Map<String, Object> facts, String name, List<String> texts) {
            for (int i = 0; i < texts.size(); i++) {
                facts.put(name + " " + (i + 1), texts.get(i));
            }
        }

        private static Map<String, Object> json(AuditVerification one) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("log", one.origin());
            json.put("intact", one.isIntact());
            json.put("entries", one.entries());
            json.put("first_index", one.firstIndex());
            json.put("signed", one.signed());
            json.put("anchored", one.anchored());
            json.put("self_signed", one.selfSigned());
            json.put("problems", one.problems());
            json.put("warnings", one.warnings());
            return json;
        }
    }

    @Command(name = "log", description = "Print the entries, oldest first.")
    static final class Log extends OnLog {

        @Option(names = "--subject", paramLabel = "KIND:ID", description = "Only entries about this.")
        private @Nullable String subject;

        @Option(names = "--action", paramLabel = "NAME", description = "Only entries of this action.")
        private @Nullable String action;

        @Option(names = "--actor", paramLabel = "WHO", description = "Only what human:ID, service:ID or ci:ID did.")
        private @Nullable String actor;

        @Option(names = "--from", paramLabel = "INDEX", description = "Begin with this entry.")
        private long from;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
        private long limit = Long.MAX_VALUE;

        @Override
        int run(AuditLog log) {
            long size = log.size();
            long first = Math.min(Math.max(from, log.firstIndex()), size);
            if (first > from) {
                output.note("entries before " + first + " were pruned");
            }
            try (Stream<RecordedEntry> entries =
                    log.entries(first, size).filter(this::isWanted).limit(limit)) {
                print(entries.iterator());
            }
            return ExitCode.DONE;
        }

        private boolean isWanted(RecordedEntry recorded) {
            AuditEntry entry = recorded.entry();
            return (subject == null
                            || subject.equals(entry.subject().kind() + ":"
                                    + entry.subject().id()))
                    && (action == null || action.equals(entry.action()))
                    && (actor == null
                            || Actor.parse(actor)
                                    .toString()
                                    .equals(entry.actor().toString()));
        }

        /** Entry by entry, so that a log larger than memory can be printed. */
        private void print(Iterator<RecordedEntry> entries) {
            if (!output.isJson()) {
                entries.forEachRemaining(recorded -> output.out().println(line(recorded)));
                return;
            }
            output.out().print("[");
            while (entries.hasNext()) {
                output.out().print("\n  " + Json.write(json(entries.next())) + (entries.hasNext() ? "," : "\n"));
            }
            output.out().println("]");
        }

        private static String line(RecordedEntry recorded) {
            AuditEntry entry = recorded.entry();
            return recorded.index() + "  " + entry.time() + "  " + entry.actor() + "  " + entry.action() + "  "
                    + entry.subject() + "  " + entry.reason();
        }
    }

    @Command(
            name = "prove",
            description =
                    "Print an entry with the proof that it is in the log, for AuditProofs.read or any C2SP verifier.")
    static final class Prove extends OnLog {

        @Parameters(paramLabel = "INDEX", description = "The entry.")
        private long index;

        @Override
        int run(AuditLog log) {
            long size = log.size();
            if (index < log.firstIndex() || index >= size) {
                throw new MlopsException("entry " + index + " is not there; the log has the entries " + log.firstIndex()
                        + " to " + (size - 1));
            }
            Checkpoint checkpoint =
                    log.lastCheckpoint().filter(last -> last.size() > index).orElseGet(log::checkpoint);
            RecordedEntry recorded;
            try (Stream<RecordedEntry> entries = log.entries(index, index + 1)) {
                recorded = entries.iterator().next();
            }
            MerkleProof proof = log.proveInclusion(index, checkpoint);
            String text = AuditProofs.write(recorded, proof, checkpoint);
            if (output.isJson()) {
                Map<String, Object> json = json(recorded);
                json.put("size", proof.size());
                json.put(
                        "hashes",
                        proof.hashes().stream()
                                .map(Base64.getEncoder()::encodeToString)
                                .toList());
                json.put("checkpoint", checkpoint.note());
                json.put("verifier_key", log.verifierKey());
                json.put("proof", text);
                output.json(json);
            } else {
                output.out().print(text);
            }
            return ExitCode.DONE;
        }
    }

    @Command(name = "checkpoint", description = "Sign what the log holds, hand it to the anchors, and print it.")
    static final class Sign extends OnLog {

        @Override
        Mlops open(HomeOption which) {
            return which.openToChange();
        }

        @Override
        int run(AuditLog log) {
            Checkpoint checkpoint = log.checkpoint();
            if (output.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("log", checkpoint.origin());
                json.put("size", checkpoint.size());
                json.put("root", checkpoint.root());
                json.put("note", checkpoint.note());
                json.put("verifier_keys", log.verifierKeys());
                output.json(json);
            } else {
                output.out().print(checkpoint.note());
                output.note("verifier key: " + log.verifierKey());
            }
            return ExitCode.DONE;
        }
    }

    @Command(name = "anchors", description = "Show the places that keep checkpoints of the log.")
    static final class Anchors extends OnLog {

        @Override
        int run(AuditLog log) {
            List<AnchorState> states = log.anchors();
            if (output.isJson()) {
                output.json(Map.of("anchors", states.stream().map(Anchors::json).toList()));
            } else {
                output.grid(
                        "Anchors",
                        List.of("name", "kept", "newest", "fault"),
                        states.stream()
                                .map(state -> List.<Object>of(
                                        state.name(),
                                        state.kept(),
                                        state.newest(),
                                        state.fault().orElse("-")))
                                .toList());
            }
            return states.stream().anyMatch(state -> state.fault().isPresent()) ? ExitCode.FAILED : ExitCode.DONE;
        }

        private static Map<String, Object> json(AnchorState state) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", state.name());
            json.put("kept", state.kept());
            json.put("newest", state.newest());
            json.put("fault", state.faultOrNull());
            return json;
        }
    }

    private static Map<String, Object> json(RecordedEntry recorded) {
        AuditEntry entry = recorded.entry();
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("kind", entry.subject().kind());
        subject.put("id", entry.subject().id());
        entry.subject().digest().ifPresent(digest -> subject.put("digest", digest));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", recorded.index());
        json.put("time", entry.time());
        json.put("actor", entry.actor().toString());
        json.put("assurance", entry.actor().assurance());
        json.put("action", entry.action());
        json.put("subject", subject);
        json.put("reason", entry.reason());
        json.put("details", entry.details());
        json.put("leaf_hash", recorded.leafHash());
        return json;
    }
}
