package org.mlops4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/** What is served says what was learned: scores are held against those of Tribuo, which trained the models. */
class ScorersTest {

    /** Enough for a few trees of a few levels. */
    private static final int LEARNED_FROM = 400;

    @TempDir
    private static Path folder;

    private static List<CreditData.Case> train;
    private static List<CreditData.Case> holdout;
    private static CreditEncoding encoding;
    private static Model<Label> logistic;
    private static Model<Label> forest;

    @BeforeAll
    static void train() throws IOException {
        RealData data = RealData.load();
        train = data.train().subList(0, LEARNED_FROM);
        holdout = data.holdout().subList(0, LEARNED_FROM);
        encoding = CreditEncoding.fit(
                train.stream().map(CreditData.Case::application).toList());
        logistic = CreditTraining.logistic(train, encoding, 1);
        forest = CreditTraining.forest(train, encoding, 1);
        CreditTraining.saveForest(forest, file("forest.tsv"));
        CreditTraining.saveOnnx(CreditTraining.logistic(train, encoding, 1), file("model.onnx"));
        encoding.write(file("encoding.tsv"));
    }

    /** ONNX computes with floats, Tribuo with doubles. */
    @Test
    void onnxRuntimeScoresLikeTribuo() throws IOException {
        try (OnnxScorer scorer = new OnnxScorer(file("model.onnx"), encoding)) {
            for (CreditData.Case each : holdout) {
                assertThat(scorer.probabilityOfBad(each.application())).isCloseTo(tribuo(logistic, each), within(1e-5));
            }
        }
    }

    @Test
    void theForestScoresLikeTribuo() throws IOException {
        ForestScorer scorer = ForestScorer.load(file("forest.tsv"), encoding);
        for (CreditData.Case each : holdout) {
            assertThat(scorer.probabilityOfBad(each.application())).isCloseTo(tribuo(forest, each), within(1e-12));
        }
    }

    @Test
    void theSameTrainingGivesTheSameBytes() throws IOException {
        CreditTraining.saveForest(CreditTraining.forest(train, encoding, 1), file("again.tsv"));
        assertThat(file("again.tsv")).hasSameBinaryContentAs(file("forest.tsv"));
        CreditTraining.saveOnnx(CreditTraining.logistic(train, encoding, 1), file("again.onnx"));
        assertThat(file("again.onnx")).hasSameBinaryContentAs(file("model.onnx"));
        CreditEncoding.read(file("encoding.tsv")).write(file("again-encoding.tsv"));
        assertThat(file("again-encoding.tsv")).hasSameBinaryContentAs(file("encoding.tsv"));
    }

    @Test
    void anEncodingThatWasStoredEncodesTheSame() throws IOException {
        CreditEncoding stored = CreditEncoding.read(file("encoding.tsv"));
        assertThat(stored).isEqualTo(encoding);
        for (CreditData.Case each : holdout) {
            assertThat(stored.encode(each.application())).containsExactly(encoding.encode(each.application()));
        }
    }

    @Test
    void aForestThatIsCutShortIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(file("forest.tsv"));
        for (int length = 0; length < lines.size(); length += length < 20 ? 1 : 97) {
            Path cut = Files.write(file("cut.tsv"), lines.subList(0, length));
            assertThatIOException()
                    .as("%s lines", length)
                    .isThrownBy(() -> ForestScorer.load(cut, encoding))
                    .withMessageContaining("cut.tsv");
        }
    }

    @Test
    void aForestWithABrokenLineIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(file("forest.tsv"));
        for (String broken :
                List.of("", "leaf", "leaf\tx", "split\t99\t0", "split\t0", "leaf\t0.5\t0.5", "stem\t0\t0")) {
            lines.set(lines.size() - 1, broken);
            Path file = Files.write(file("broken.tsv"), lines);
            assertThatIOException()
                    .as(broken)
                    .isThrownBy(() -> ForestScorer.load(file, encoding))
                    .withMessageContaining("broken.tsv");
        }
    }

    @Test
    void aModelOfOtherFeaturesIsRefused() {
        CreditEncoding other = CreditEncoding.fit(
                train.stream().limit(20).map(CreditData.Case::application).toList());
        assertThat(other.names()).isNotEqualTo(encoding.names());
        assertThatIOException()
                .isThrownBy(() -> ForestScorer.load(file("forest.tsv"), other))
                .withMessageContaining("must have been trained on the features of the encoding");
        assertThatIOException()
                .isThrownBy(() -> new OnnxScorer(file("model.onnx"), other))
                .withMessageContaining("must have been trained on the features of the encoding");
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException {
        Path nothing = Files.writeString(file("nothing"), "");
        assertThatIOException()
                .isThrownBy(() -> ForestScorer.load(nothing, encoding))
                .withMessageContaining("is not a credit forest");
        assertThatIOException()
                .isThrownBy(() -> new OnnxScorer(nothing, encoding))
                .withMessageContaining("cannot load");
        assertThatIOException()
                .isThrownBy(() -> CreditEncoding.read(nothing))
                .withMessageContaining("is not a credit encoding");
    }

    private static double tribuo(Model<Label> model, CreditData.Case each) {
        String[] names = encoding.names().toArray(String[]::new);
        return model.predict(new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, encoding.encode(each.application())))
                .getOutputScores()
                .get(CreditTraining.BAD)
                .getScore();
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }
}
