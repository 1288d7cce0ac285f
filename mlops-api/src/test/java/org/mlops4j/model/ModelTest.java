package org.mlops4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Digest;

class ModelTest {

    @Test
    void aFunctionIsAModel() throws Exception {
        try (Model<Integer, Integer> model = Model.of(x -> x + 1)) {
            assertThat(model.predict(1)).isEqualTo(2);
            assertThat(model.threading()).isEqualTo(Threading.shared());
        }
    }

    @Test
    void predictAllAnswersInOrder() throws Exception {
        try (Model<Integer, Integer> model = Model.of(x -> x * x)) {
            assertThat(model.predictAll(List.of(3, 1, 2))).containsExactly(9, 1, 4);
        }
    }

    @Test
    void exceptionsOfTheFunctionComeOutUnchanged() throws Exception {
        IOException failure = new IOException("no such file");
        try (Model<Integer, Integer> model = Model.of(x -> {
            throw failure;
        })) {
            assertThatThrownBy(() -> model.predict(1)).isSameAs(failure);
        }
    }

    @Test
    void aFunctionLeftOutIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> Model.of(null)).withMessage("function");
    }

    @Test
    void threadingSaysHowManyInstancesThereAre() {
        assertThat(List.of(
                        Threading.shared().instances(),
                        Threading.serial().instances(),
                        Threading.pooled(4).instances()))
                .containsExactly(0, 1, 4);
        assertThat(Threading.shared().isShared()).isTrue();
        assertThat(Threading.serial().isShared()).isFalse();
    }

    @Test
    void threadingHasBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threading.pooled(0))
                .withMessage("a pool must have at least 1 copy but had 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threading.pooled(1025))
                .withMessage("instances must be in [0, 1024] but was 1025");
        assertThatIllegalArgumentException().isThrownBy(() -> new Threading(-1));
    }

    @Test
    void aPredictionHasAllItsParts() {
        Digest digest = Digest.of(new byte[0]);

        assertThatNullPointerException()
                .isThrownBy(() -> new Prediction<>(
                        PredictionId.of(1, 2), null, "m", 1, digest, Prediction.CHAMPION, Prediction.Reason.ALIAS))
                .withMessage("answer");
    }
}
