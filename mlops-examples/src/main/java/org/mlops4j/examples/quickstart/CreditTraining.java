package org.mlops4j.examples.quickstart;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Trains the models of the quickstart with Tribuo: a logistic regression, the same by mistake on a few weak columns,
 * and a random forest.
 *
 * <p>The same cases, encoding and seed give a model with bit-identical scores. Settings were chosen by
 * cross-validation inside the training part of the split with seed 1.
 */
public final class CreditTraining {
    /** Loans that were not repaid: what the models give the probability of. */
    static final String BAD = "bad";

    static final String GOOD = "good";

    /** What is left when the join with the applicant's file is lost, a realistic mistake: the purchase and an age. */
    public static final Set<String> WEAK_COLUMNS = Set.of("Age", "Amount", "Price");

    private static final LabelFactory LABELS = new LabelFactory();

    static {
        TribuoLogging.quiet();
    }

    private CreditTraining() {}

    /** A logistic regression on all features. */
    public static LinearSGDModel logistic(List<CreditData.Case> train, CreditEncoding encoding, long seed) {
        return logistic(train, encoding, feature -> true, seed);
    }

    /**
     * A logistic regression that saw only some columns of the applications. It takes the same features as the full
     * one, so nothing but its quality tells the difference.
     */
    public static LinearSGDModel logistic(
            List<CreditData.Case> train, CreditEncoding encoding, Set<String> columns, long seed) {
        return logistic(train, encoding, feature -> columns.containsAll(encoding.columns(feature)), seed);
    }

    /** A random forest of 100 trees on all features, answering the mean of the shares in the leaves. */
    public static Model<Label> forest(List<CreditData.Case> train, CreditEncoding encoding, long seed) {
        CARTClassificationTrainer tree =
                new CARTClassificationTrainer(Integer.MAX_VALUE, 20, 0, 0.2f, new GiniIndex(), seed);
        return new RandomForestTrainer<>(tree, new FullyWeightedVotingCombiner(), 100, seed)
                .train(dataset(train, encoding, feature -> true));
    }

    /**
     * Writes a logistic regression as ONNX. Tribuo's provenance (with the time of training) is left out, so that the
     * same training gives the same bytes; the names of features and labels are put in, so that {@link OnnxScorer} can
     * refuse a model that does not fit its encoding.
     */
    public static void saveOnnx(LinearSGDModel model, Path file) throws IOException {
        List<String> labels = new ArrayList<>();
        for (int id = 0; id < model.getOutputIDInfo().size(); id++) {
            labels.add(model.getOutputIDInfo().getOutput(id).getLabel());
        }
        OnnxMl.ModelProto onnx = model.exportONNXModel("org.mlops4j.examples", 1).toBuilder()
                .clearDocString()
                .clearMetadataProps()
                .addMetadataProps(property(OnnxScorer.FEATURES, features(model)))
                .addMetadataProps(property(OnnxScorer.LABELS, labels))
                .build();
        try (OutputStream out = Files.newOutputStream(file)) {
            onnx.writeTo(out);
        }
    }

    /** Writes a forest as {@link ForestScorer} reads it: text, the same bytes for the same training. */
    public static void saveForest(Model<Label> model, Path file) throws IOException {
        List<String> nodes = new ArrayList<>();
        for (Model<Label> tree : ((EnsembleModel<Label>) model).getModels()) {
            addNodes(((TreeModel<Label>) tree).getRoot(), nodes);
        }
        List<String> lines = new ArrayList<>();
        lines.add(ForestScorer.FORMAT);
        lines.add(String.valueOf(nodes.size()));
        lines.add(String.join("\t", features(model)));
        lines.addAll(nodes);
        Files.write(file, lines);
    }

    private static void addNodes(Node<Label> node, List<String> lines) {
        if (node instanceof SplitNode<Label> split) {
            lines.add(ForestScorer.SPLIT + "\t" + split.getFeatureID() + "\t" + split.splitValue());
            addNodes(split.getLessThanOrEqual(), lines);
            addNodes(split.getGreaterThan(), lines);
        } else {
            Label bad = ((LeafNode<Label>) node).getDistribution().get(BAD);
            lines.add(ForestScorer.LEAF + "\t" + (bad == null ? 0 : bad.getScore()));
        }
    }

    /** The names of a model's features, in the order of their numbers. */
    private static List<String> features(Model<Label> model) {
        List<String> features = new ArrayList<>();
        for (int id = 0; id < model.getFeatureIDMap().size(); id++) {
            features.add(model.getFeatureIDMap().get(id).getName());
        }
        return features;
    }

    private static LinearSGDModel logistic(
            List<CreditData.Case> train, CreditEncoding encoding, IntPredicate used, long seed) {
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.05), 20, -1, 16, seed)
                .train(dataset(train, encoding, used));
    }

    // A feature that is not used is 0 throughout: its weight stays exactly 0.
    private static MutableDataset<Label> dataset(
            List<CreditData.Case> cases, CreditEncoding encoding, IntPredicate used) {
        String[] names = encoding.names().toArray(String[]::new);
        List<Example<Label>> examples = new ArrayList<>();
        for (CreditData.Case c : cases) {
            double[] features = encoding.encode(c.application());
            for (int i = 0; i < features.length; i++) {
                features[i] = used.test(i) ? features[i] : 0;
            }
            examples.add(new ArrayExample<>(new Label(c.bad() ? BAD : GOOD), names, features));
        }
        OffsetDateTime undated = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);
        return new MutableDataset<>(new ListDataSource<>(
                examples, LABELS, new SimpleDataSourceProvenance("credit applications", undated, LABELS)));
    }

    private static OnnxMl.StringStringEntryProto property(String key, List<String> values) {
        return OnnxMl.StringStringEntryProto.newBuilder()
                .setKey(key)
                .setValue(String.join("\n", values))
                .build();
    }
}
