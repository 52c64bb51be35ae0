package dev.sardonyx.api.op.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomTest {
    @Test
    void philoxGivesThePublishedBlocks() {
        int[] words = new int[4];
        Philox.block(0, 0, words);
        assertThat(words).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        Philox.block(-1, -1, -1, -1, -1, -1, words);
        assertThat(words).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        Philox.block(0xa4093822, 0x299f31d0, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, words);
        assertThat(words).containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    @Test
    void aSeedRepeatsAndNoSeedDoesNot() {
        RandomUniform seeded = new RandomUniform(List.of(8L), 0, 1, 3f, ElementType.FLOAT);
        assertThat(seeded.isDeterministic()).isTrue();
        assertThat(One.tensor(seeded).contentEquals(One.tensor(seeded))).isTrue();
        RandomUniform free = new RandomUniform(List.of(8L), 0, 1);
        assertThat(free.isDeterministic()).isFalse();
        assertThat(One.tensor(free).contentEquals(One.tensor(free))).isFalse();
    }

    @Test
    void momentsAreRight() {
        for (ElementType type : RandomOperator.types()) {
            double[] u = One.tensor(new RandomUniform(List.of(100L, 100L), -1, 3, 1f, type))
                    .toDoubles();
            assertThat(mean(u)).isCloseTo(1, within(0.05));
            assertThat(java.util.Arrays.stream(u).min().orElseThrow()).isGreaterThanOrEqualTo(-1);
            assertThat(java.util.Arrays.stream(u).max().orElseThrow()).isLessThanOrEqualTo(3);
            double[] n = One.tensor(new RandomNormal(List.of(10000L), 5, 2, 1f, type))
                    .toDoubles();
            assertThat(mean(n)).isCloseTo(5, within(0.08));
            double variance =
                    mean(java.util.Arrays.stream(n).map(x -> (x - 5) * (x - 5)).toArray());
            assertThat(variance).isCloseTo(4, within(0.2));
        }
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void likeTakesShapeAndType() {
        Tensor like = Tensor.allocate(ElementType.DOUBLE, Shape.of(2, 0, 3));
        Tensor y = One.tensor(new RandomNormalLike(0, 1, 1f, null), like);
        assertThat(y.type()).isEqualTo(like.type());
        assertThat(One.tensor(new RandomUniformLike(0, 1, 1f, ElementType.FLOAT), Tensor.scalar(1L))
                        .elementType())
                .isEqualTo(ElementType.FLOAT);
        assertThatThrownBy(() -> One.tensor(new RandomUniformLike(0, 1), Tensor.scalar(1L)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> new RandomNormal(List.of(-1L), 0, 1)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void bernoulliHitsWithItsProbability() {
        Tensor p = Tensor.allocate(ElementType.FLOAT, Shape.of(3, 4000));
        for (int i = 0; i < 8000; i++) {
            p.setDouble(i, i < 4000 ? 0.25 : 1);
        }
        long[] hits = One.tensor(new Bernoulli(ElementType.BOOL, 2f), p).toLongs();
        assertThat(java.util.Arrays.stream(hits, 0, 4000).sum()).isBetween(850L, 1150L);
        assertThat(java.util.Arrays.stream(hits, 4000, 8000).sum()).isEqualTo(4000);
        assertThat(java.util.Arrays.stream(hits, 8000, 12000).sum()).isZero();
    }

    @Test
    void multinomialFollowsTheWeights() {
        Tensor logits = Tensor.ofFloats(
                Shape.of(2, 3), (float) Math.log(0.25), (float) Math.log(0.75), Float.NEGATIVE_INFINITY, 0, -200, -200);
        Tensor y = One.tensor(new Multinomial(ElementType.INT64, 4000, 1f), logits);
        long[] drawn = y.toLongs();
        long ones = java.util.Arrays.stream(drawn, 0, 4000).filter(c -> c == 1).count();
        assertThat(ones).isBetween(2850L, 3150L);
        assertThat(java.util.Arrays.stream(drawn, 0, 4000).max().orElseThrow()).isEqualTo(1);
        assertThat(java.util.Arrays.stream(drawn, 4000, 8000).sum()).isZero();
        Tensor none = Tensor.ofFloats(Shape.of(1, 1), Float.NaN);
        assertThatThrownBy(() -> One.tensor(new Multinomial(ElementType.INT32, 1, 1f), none))
                .isInstanceOf(ExecutionException.class);
    }
}
