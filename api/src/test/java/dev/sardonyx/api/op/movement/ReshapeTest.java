package dev.sardonyx.api.op.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReshapeTest {
    private static dev.sardonyx.api.tensor.Shape shape(long... dims) {
        return dev.sardonyx.api.tensor.Shape.of(dims);
    }

    private static long[] dims(Tensor x, boolean allowZero, long... shape) {
        return One.run(new Reshape(allowZero), x, Tensor.ofInt64(shape)).shape().dims();
    }

    @Test
    void minusOneIsWhatIsLeft() {
        assertThat(dims(One.counting(2, 3, 4), false, 4, -1)).containsExactly(4, 6);
        assertThat(dims(One.counting(2, 3, 4), false, -1)).containsExactly(24);
        assertThat(dims(One.counting(1), false)).isEmpty();
        assertThat(One.run(new Reshape(), One.counting(2, 3), Tensor.ofInt64(3, 2))
                        .toFloats())
                .containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void zeroCopiesUnlessItIsAllowed() {
        assertThat(dims(One.counting(2, 3, 4), false, 0, -1)).containsExactly(2, 12);
        assertThat(dims(One.counting(0, 3), true, 3, 0)).containsExactly(3, 0);
        assertThat(dims(One.counting(0, 3, 4), false, 0, -1)).containsExactly(0, 12);
        assertThat(dims(One.counting(0, 3), false, -1, 3)).containsExactly(0, 3);
    }

    @ParameterizedTest
    @CsvSource({"-1 -1, at most one", "5 -1, does not divide", "7, differ", "-2 3, -1 or more", "1 1 6 0, copies"})
    void refusesWhatDoesNotFit(String shape, String message) {
        long[] wanted = java.util.Arrays.stream(shape.split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        assertThatThrownBy(() -> dims(One.counting(2, 3), false, wanted))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesOverflowAndAmbiguity() {
        assertThatThrownBy(() -> dims(One.counting(2, 3), false, 1L << 40, 1L << 40, -1))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("overflows");
        assertThatThrownBy(() -> dims(One.counting(0, 3), true, 0, -1))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("ambiguous");
    }

    @Test
    void dimensionsStaySymbolic() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, "N", 12, "T");
        assertThat(x.then(new Reshape(), g.int64(0, 3, 4, -1)).type()).hasToString("float[N,3,4,T]");
        assertThat(x.then(new Reshape(), g.int64(0, -1)).type()).hasToString("float[N,(T * 12)]");
        Ref tail = x.then(new Shape(2, null));
        Ref shape = g.add(new Concat(0), x.then(new Shape(0, 1L)), g.int64(4), g.int64(3), tail);
        assertThat(x.then(new Reshape(), shape).type()).hasToString("float[N,4,3,T]");
    }

    @Test
    void shapeAndSizeReadTypesOnly() {
        assertThat(One.run(new Shape(-2, null), One.counting(2, 3, 4)).toLongs())
                .containsExactly(3, 4);
        assertThat(One.run(new Shape(2, 1L), One.counting(2, 3, 4)).elements()).isZero();
        assertThat(One.run(new Size(), One.counting(2, 0, 4)).toLongs()).containsExactly(0);
        assertThat(One.run(new Size(), Tensor.scalar(3)).toLongs()).containsExactly(1);
    }

    @Test
    void flattenSqueezeAndUnsqueeze() {
        Tensor x = One.counting(2, 3, 4);
        assertThat(One.run(new Flatten(0), x).shape()).isEqualTo(shape(1, 24));
        assertThat(One.run(new Flatten(-1), x).shape()).isEqualTo(shape(6, 4));
        assertThat(One.run(new Flatten(3), x).shape()).isEqualTo(shape(24, 1));
        assertThat(One.run(new Flatten(0), Tensor.scalar(1)).shape()).isEqualTo(shape(1, 1));
        assertThat(One.run(new Squeeze(), One.counting(1, 3, 1)).shape()).isEqualTo(shape(3));
        assertThat(One.run(new Squeeze(), One.counting(1, 3, 1), Tensor.ofInt64(-1))
                        .shape())
                .isEqualTo(shape(1, 3));
        assertThat(One.run(new Unsqueeze(), One.counting(3, 4), Tensor.ofInt64(-1, 0))
                        .shape())
                .isEqualTo(shape(1, 3, 4, 1));
        assertThatThrownBy(() -> One.run(new Squeeze(), x, Tensor.ofInt64(0)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("expected dimension 1");
        assertThatThrownBy(() -> One.run(new Unsqueeze(), x, Tensor.ofInt64(0, -5)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> One.run(new Flatten(4), x)).isInstanceOf(ExecutionException.class);
    }
}
