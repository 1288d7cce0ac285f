package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.audit.internal.Anchoring.Anchored;
import org.mlops4j.identity.Digest;

/**
 * Compares a log with checkpoints that others keep. Of those that fit only the largest needs its signature checked: it
 * covers what the smaller ones do. The smallest that does not fit tells between which entries the change lies.
 */
final class AnchorCheck {

    /** So many signatures are checked to find a genuine one: more would only slow down whoever looks. */
    private static final int MAX_CHECKED = 100;

    private final Tiles tiles;
    private final Signers signers;
    private final Problems problems;

    AnchorCheck(Tiles tiles, Signers signers, Problems problems) {
        this.tiles = tiles;
        this.signers = signers;
        this.problems = problems;
    }

    /** How many entries the largest genuine checkpoint covers that was compared with a tree of this size. */
    long compare(List<Anchored> claims, long signed) throws IOException {
        List<Anchored> fitting = new ArrayList<>();
        List<Anchored> differing = new ArrayList<>();
        List<Anchored> longer = new ArrayList<>();
        for (Anchored claim : sorted(claims)) {
            Checkpoint checkpoint = claim.checkpoint();
            if (!isSaidByItsNote(claim) || checkpoint.size() == 0) {
                continue;
            }
            if (checkpoint.size() > signed) {
                longer.add(claim);
            } else {
                problems.check(() -> root(checkpoint.size()))
                        .ifPresent(root -> (root.equals(checkpoint.root()) ? fitting : differing).add(claim));
            }
        }
        Collections.reverse(longer);
        Optional<Anchored> removed = firstGenuine(longer);
        removed.ifPresent(claim -> problems.add(name(claim) + ": covers more than the " + signed + " entries of "
                + Layout.CHECKPOINT + "; "
                + Layout.range(signed, claim.checkpoint().size()) + " were removed"));
        Optional<Anchored> changed = firstGenuine(differing);
        changed.ifPresent(claim -> problems.add(explain(claim, fitting)));
        Collections.reverse(fitting);
        long covered = Stream.of(changed, firstGenuine(fitting))
                .flatMap(Optional::stream)
                .mapToLong(claim -> claim.checkpoint().size())
                .max()
                .orElse(0);
        return removed.isPresent() ? signed : covered;
    }

    private static List<Anchored> sorted(List<Anchored> claims) {
        Map<Checkpoint, Anchored> distinct = new LinkedHashMap<>();
        claims.forEach(claim -> distinct.putIfAbsent(claim.checkpoint(), claim));
        List<Anchored> sorted = new ArrayList<>(distinct.values());
        sorted.sort(Comparator.comparingLong(claim -> claim.checkpoint().size()));
        return sorted;
    }

    private Digest root(long size) throws IOException {
        return Digest.ofHash(MerkleTree.root(size, tiles.tree(size)));
    }

    private boolean isSaidByItsNote(Anchored claim) throws IOException {
        Optional<Checkpoint> said = problems.check(
                () -> CheckpointNote.unverified(name(claim), claim.checkpoint().note()));
        if (said.isPresent() && !said.get().equals(claim.checkpoint())) {
            problems.add(name(claim) + ": its note says something else than it does");
            return false;
        }
        return said.isPresent();
    }

    private Optional<Anchored> firstGenuine(List<Anchored> claims) throws IOException {
        for (int i = 0; i < Math.min(claims.size(), MAX_CHECKED); i++) {
            if (signers.haveSigned(name(claims.get(i)), claims.get(i).checkpoint())) {
                return Optional.of(claims.get(i));
            }
        }
        return Optional.empty();
    }

    private static String explain(Anchored claim, List<Anchored> fitting) {
        Checkpoint checkpoint = claim.checkpoint();
        long good = fitting.stream()
                .mapToLong(fit -> fit.checkpoint().size())
                .filter(size -> size < checkpoint.size())
                .max()
                .orElse(0);
        return name(claim) + ": signs the root " + checkpoint.root().shortHex() + " but the first " + checkpoint.size()
                + " entries have another; the log was changed within " + Layout.range(good, checkpoint.size());
    }

    private static String name(Anchored claim) {
        return "anchored checkpoint of " + claim.checkpoint().size() + " entries"
                + (claim.keeper().isEmpty() ? "" : " (" + claim.keeper() + ")");
    }
}
