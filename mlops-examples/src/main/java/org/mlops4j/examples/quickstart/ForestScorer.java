package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Scores applications with a random forest, in plain Java: the mean over the trees of the share of bad loans in the leaf.
 *
 * <p>The forest is a file of UTF-8 text. After a head, the number of nodes and the names of the features comes a line a
 * node, tree after tree:
 * {@code leaf} with a share, or {@code split} with a feature and a threshold, followed by all nodes for values up to the
 * threshold, then by those for values above. Immutable and safe to call from many threads; a forest gives the same bits
 * whenever it is loaded.
 */
public final class ForestScorer {

    static final String FORMAT = "mlops4j-credit-forest\t1";
    static final String SPLIT = "split";
    static final String LEAF = "leaf";

    private static final int HEAD = 3;
    private static final int IS_LEAF = -1;

    private final CreditEncoding encoding;
    /** The feature a node splits by. */
    private final int[] features;
    /** The threshold of a split, or the share of a leaf. */
    private final double[] values;
    /** Where a split goes on for values above its threshold; for others it is the next node. */
    private final int[] above;

    private final int[] roots;

    private ForestScorer(CreditEncoding encoding, List<String> nodes) {
        this.encoding = encoding;
        this.features = new int[nodes.size()];
        this.values = new double[nodes.size()];
        this.above = new int[nodes.size()];
        int[] found = new int[nodes.size()];
        int trees = 0;
        for (int at = 0; at < nodes.size(); at = readTree(nodes, at)) {
            found[trees++] = at;
        }
        this.roots = Arrays.copyOf(found, trees);
    }

    /**
     * Loads a forest; fails if the file is not one, or was not trained on the features of the encoding.
     *
     * @param file where {@link CreditTraining#saveForest} wrote it
     * @param encoding turns applications into features
     * @throws IOException if the forest cannot be loaded, with what is wrong
     */
    public static ForestScorer load(Path file, CreditEncoding encoding) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() <= HEAD || !lines.get(0).equals(FORMAT)) {
            throw new IOException(file + " is not a credit forest: it must begin with " + FORMAT);
        }
        List<String> nodes = lines.subList(HEAD, lines.size());
        if (!lines.get(1).equals(String.valueOf(nodes.size()))) {
            throw new IOException(file + " must have " + lines.get(1) + " nodes but has " + nodes.size());
        }
        if (!lines.get(2).equals(String.join("\t", encoding.names()))) {
            throw new IOException(file + " must have been trained on the features of the encoding");
        }
        try {
            return new ForestScorer(encoding, nodes);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException(file + " is not a credit forest: " + e.getMessage(), e);
        }
    }

    /** The probability that the loan goes bad, in [0, 1]. */
    public double probabilityOfBad(CreditApplication application) {
        double[] x = encoding.encode(application);
        double sum = 0;
        for (int root : roots) {
            int node = root;
            while (features[node] != IS_LEAF) {
                node = x[features[node]] > values[node] ? above[node] : node + 1;
            }
            sum += values[node];
        }
        return sum / roots.length;
    }

    /** Reads the tree that begins at a node, and says where the next one does. */
    private int readTree(List<String> nodes, int at) {
        String[] cells = nodes.get(at).split("\t", -1);
        if (cells[0].equals(LEAF) && cells.length == 2) {
            features[at] = IS_LEAF;
            values[at] = Double.parseDouble(cells[1]);
            return at + 1;
        }
        if (!cells[0].equals(SPLIT) || cells.length != 3) {
            throw new IllegalArgumentException("a node must be a leaf or a split but was '" + nodes.get(at) + "'");
        }
        features[at] =
                Objects.checkIndex(Integer.parseInt(cells[1]), encoding.names().size());
        values[at] = Double.parseDouble(cells[2]);
        above[at] = readTree(nodes, at + 1);
        return readTree(nodes, above[at]);
    }
}
