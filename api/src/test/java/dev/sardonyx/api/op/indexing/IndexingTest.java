package dev.sardonyx.api.op.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.movement.Expand;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexingTest {
    private static final Tensor MATRIX = One.counting(2, 3);

    private static Tensor int64(Shape shape, long... values) {
        return Tensor.ofLongs(ElementType.INT64, shape, values);
    }

    @Test
    void gathers() {
        Tensor y = One.run(new Gather(1), MATRIX, int64(Shape.of(1, 2), -1, 0));
        assertThat(y.shape()).isEqualTo(Shape.of(2, 1, 2));
        assertThat(y.toFloats()).containsExactly(2, 0, 5, 3);
        assertThat(One.run(new Gather(), MATRIX, Tensor.scalar(1)).toFloats()).containsExactly(3, 4, 5);
        assertThat(One.run(new Gather(), MATRIX, Tensor.ofInt64()).shape()).isEqualTo(Shape.of(0, 3));
        for (long bad : new long[] {2, -3, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> One.run(new Gather(), MATRIX, Tensor.ofInt64(0, bad)))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("index " + bad + " at place 1")
                    .hasMessageContaining("-2 to 1");
        }
        assertThatThrownBy(() -> One.run(new Gather(), One.counting(0, 3), Tensor.ofInt64(0)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void gathersDimensionsOfShapes() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, "N", 3);
        Ref n = x.then(new dev.sardonyx.api.op.movement.Shape())
                .then(new Gather(), g.constant(Tensor.scalar(0)))
                .then(new Unsqueeze(), g.int64(0));
        assertThat(g.constant(One.counting(1)).then(new Expand(), n).type()).hasToString("float[N]");
    }

    @Test
    void gathersElements() {
        assertThat(One.run(new GatherElements(1), MATRIX, int64(Shape.of(2, 2), 0, -1, 1, 1))
                        .toFloats())
                .containsExactly(0, 2, 4, 4);
        assertThatThrownBy(() -> One.run(new GatherElements(0), MATRIX, int64(Shape.of(1, 4), 0, 0, 0, 0)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new GatherElements(0), MATRIX, int64(Shape.of(1, 1), 2)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void gathersBlocks() {
        assertThat(One.run(new GatherND(), MATRIX, int64(Shape.of(2, 2), 0, 0, 1, -1))
                        .toFloats())
                .containsExactly(0, 5);
        assertThat(One.run(new GatherND(), MATRIX, int64(Shape.of(1, 1), 1)).toFloats())
                .containsExactly(3, 4, 5);
        assertThat(One.run(new GatherND(1), MATRIX, int64(Shape.of(2, 1), 2, 0)).toFloats())
                .containsExactly(2, 3);
        assertThatThrownBy(() -> One.run(new GatherND(), MATRIX, int64(Shape.of(1, 3), 0, 0, 0)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> new GatherND(-1)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void scattersElements() {
        Tensor zeros = Tensor.ofFloats(Shape.of(3), 0, 0, 0);
        Tensor places = Tensor.ofInt64(1, 1, -1);
        Tensor updates = One.floats(1, 2, 3);
        assertThat(One.run(new ScatterElements(), zeros, places, updates).toFloats())
                .containsExactly(0, 2, 3);
        assertThat(One.run(new ScatterElements(0, ScatterReduction.ADD), zeros, places, updates)
                        .toFloats())
                .containsExactly(0, 3, 3);
        assertThat(One.run(new ScatterElements(0, ScatterReduction.MIN), zeros, places, One.floats(-1, -2, 1))
                        .toFloats())
                .containsExactly(0, -2, 0);
        assertThat(One.run(new ScatterElements(0, ScatterReduction.MAX), zeros, places, One.floats(Double.NaN, 1, 1))
                        .toFloats())
                .containsExactly(0, Float.NaN, 1);
        assertThatThrownBy(() -> One.run(new ScatterElements(), zeros, Tensor.ofInt64(3), One.floats(1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("-3 to 2");
        assertThatThrownBy(() -> One.run(new ScatterElements(), zeros, places, One.floats(1)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void scattersBlocks() {
        Tensor updates = Tensor.ofFloats(Shape.of(1, 3), 2, 2, 2);
        assertThat(One.run(new ScatterND(ScatterReduction.MUL), MATRIX, int64(Shape.of(1, 1), 1), updates)
                        .toFloats())
                .containsExactly(0, 1, 2, 6, 8, 10);
        assertThat(One.run(new ScatterND(), MATRIX, int64(Shape.of(1, 2), 0, 2), One.floats(9))
                        .toFloats())
                .containsExactly(0, 1, 9, 3, 4, 5);
        Tensor words = Tensor.ofStrings(Shape.of(2), "a", "b");
        assertThat(One.run(new ScatterND(), words, int64(Shape.of(1, 1), 0), Tensor.ofStrings(Shape.of(1), "c"))
                        .toStrings())
                .isEqualTo(List.of("c", "b"));
        assertThatThrownBy(() -> One.run(new ScatterND(), MATRIX, int64(Shape.of(1, 1), 1), One.floats(1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("[1,3]");
    }

    @Test
    void compacts() {
        Tensor condition = Tensor.ofBooleans(Shape.of(2), false, true);
        assertThat(One.run(new Compress(1L), MATRIX, condition).toFloats()).containsExactly(1, 4);
        assertThat(One.run(new Compress(null), MATRIX, condition).toFloats()).containsExactly(1);
        assertThat(One.run(new NonZero(), Tensor.ofFloats(Shape.of(2, 2), 0, Float.NaN, 3, -0f))
                        .toLongs())
                .containsExactly(0, 1, 1, 0);
        assertThat(One.run(new NonZero(), Tensor.scalar(5)).shape()).isEqualTo(Shape.of(0, 1));
        assertThat(One.run(new NonZero(), One.counting(0, 2)).shape()).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void findsUniqueElements() {
        Tensor x = One.floats(2, 1, 1, Double.NaN, 3, Double.NaN, 2);
        List<Tensor> sorted = One.runAll(new Unique(), 4, x);
        assertThat(sorted.get(0).toFloats()).containsExactly(1, 2, 3, Float.NaN);
        assertThat(sorted.get(1).toLongs()).containsExactly(1, 0, 4, 3);
        assertThat(sorted.get(2).toLongs()).containsExactly(1, 0, 0, 3, 2, 3, 1);
        assertThat(sorted.get(3).toLongs()).containsExactly(2, 2, 1, 2);
        List<Tensor> asFound = One.runAll(new Unique(null, false), 3, x);
        assertThat(asFound.get(0).toFloats()).containsExactly(2, 1, Float.NaN, 3);
        assertThat(asFound.get(2).toLongs()).containsExactly(0, 1, 1, 2, 3, 2, 0);
        Tensor columns = Tensor.ofFloats(Shape.of(2, 3), 1, 0, 1, 2, 3, 2);
        assertThat(One.run(new Unique(1L, true), columns).toFloats()).containsExactly(0, 1, 3, 2);
        assertThat(One.run(new Unique(), One.counting(0)).elements()).isZero();
    }

    @Test
    void reversesSequences() {
        assertThat(One.run(new ReverseSequence(0, 1), MATRIX, Tensor.ofInt64(2, 3))
                        .toFloats())
                .containsExactly(1, 0, 2, 5, 4, 3);
        assertThat(One.run(new ReverseSequence(), MATRIX, Tensor.ofInt64(2, 0, 1))
                        .toFloats())
                .containsExactly(3, 1, 2, 0, 4, 5);
        assertThatThrownBy(() -> One.run(new ReverseSequence(0, 1), MATRIX, Tensor.ofInt64(2, 4)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> new ReverseSequence(1, 1)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void updatesCaches() {
        Tensor cache = One.counting(2, 3, 1);
        Tensor update = Tensor.ofFloats(Shape.of(2, 2, 1), 10, 11, 12, 13);
        assertThat(One.run(new TensorScatter(), cache, update, Tensor.ofInt64(1, 0))
                        .toFloats())
                .containsExactly(0, 10, 11, 12, 13, 5);
        TensorScatter ring = new TensorScatter(1, TensorScatter.Mode.CIRCULAR);
        assertThat(One.run(ring, cache, update, Tensor.ofInt64(2, 5)).toFloats())
                .containsExactly(11, 1, 10, 13, 4, 12);
        assertThatThrownBy(() -> One.run(new TensorScatter(), cache, update, Tensor.ofInt64(2, 0)))
                .isInstanceOf(ExecutionException.class);
    }
}
