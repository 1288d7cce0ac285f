package org.mlops4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryBinsTest {

    private static final CategoryBins BINS = CategoryBins.of(List.of("b", "a"), List.of("rare1", "rare2"), 0.25);

    @Test
    void wordsHaveTheirBinsInOrder() {
        assertThat(BINS.binOf("b")).isZero();
        assertThat(BINS.binOf("a")).isEqualTo(1);
    }

    @Test
    void rareWordsShareABin() {
        assertThat(BINS.binOf("rare1")).isEqualTo(BINS.binOf("rare2")).isEqualTo(BINS.rareBin());
    }

    @Test
    void otherWordsWereNeverSeen() {
        assertThat(BINS.binOf("c")).isEqualTo(BINS.unseenBin());
        assertThat(BINS.binOf("")).isEqualTo(BINS.unseenBin());
        assertThat(BINS.binOf("B")).isEqualTo(BINS.unseenBin());
    }

    @Test
    void missingWordsHaveTheLastBin() {
        assertThat(BINS.binOf(null)).isEqualTo(BINS.nullBin()).isEqualTo(BINS.size() - 1);
    }

    @Test
    void labelsNameTheWords() {
        assertThat(BINS.label(0)).isEqualTo("b");
        assertThat(BINS.label(BINS.rareBin())).isEqualTo("rare");
        assertThat(BINS.label(BINS.unseenBin())).isEqualTo("never seen");
        assertThat(BINS.label(BINS.nullBin())).isEqualTo("missing");
    }

    @Test
    void expectedUnseenIsPartOfTheBins() {
        assertThat(BINS.expectedUnseen()).isEqualTo(0.25);
        assertThat(BINS).isNotEqualTo(CategoryBins.of(BINS.words(), BINS.rare()));
    }

    @Test
    void noOthersAreExpectedUnlessSaid() {
        assertThat(CategoryBins.of(List.of("a"), List.of()).expectedUnseen()).isZero();
    }

    @Test
    void wordsMustBeDistinct() {
        assertThatThrownBy(() -> CategoryBins.of(List.of("a"), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("distinct");
    }

    @Test
    void expectedUnseenMustBeAShare() {
        assertThatThrownBy(() -> CategoryBins.of(List.of(), List.of(), 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expectedUnseen must be in [0, 1] but was 1.5");
    }
}
