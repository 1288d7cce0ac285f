package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/**
 * Scores applications with a Tribuo model stored as a protocol buffer, in plain Java.
 *
 * <p>Immutable and safe to call from many threads. A reloaded model gives the same bits as the one that was saved.
 */
public final class ForestScorer {
    static {
        TribuoLogging.quiet();
    }

    private final Model<Label> model;
    private final CreditEncoding encoding;
    private final String[] names;

    /** Scores with a model in memory; fails if it was not trained on the features of the encoding. */
    public ForestScorer(Model<Label> model, CreditEncoding encoding) {
        List<String> features = new ArrayList<>();
        for (int id = 0; id < model.getFeatureIDMap().size(); id++) {
            features.add(model.getFeatureIDMap().get(id).getName());
        }
        if (!encoding.names().equals(features)) {
            throw new IllegalArgumentException("model must have been trained on the features of the encoding");
        }
        if (model.getOutputIDInfo().getID(new Label(CreditTraining.BAD)) < 0) {
            throw new IllegalArgumentException("model must have a label " + CreditTraining.BAD);
        }
        this.model = model;
        this.encoding = encoding;
        this.names = features.toArray(String[]::new);
    }

    /** Scores with a model from a file. The file must be trusted: it names the classes that are loaded. */
    public static ForestScorer load(Path model, CreditEncoding encoding) throws IOException {
        return new ForestScorer(Model.deserializeFromFile(model).castModel(Label.class), encoding);
    }

    /** The probability that the loan goes bad, in [0, 1]. */
    public double probabilityOfBad(CreditApplication application) {
        ArrayExample<Label> example =
                new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, encoding.encode(application));
        Label bad = model.predict(example).getOutputScores().get(CreditTraining.BAD);
        return Objects.requireNonNull(bad, "bad").getScore();
    }
}
