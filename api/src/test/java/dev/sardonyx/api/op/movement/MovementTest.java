package dev.sardonyx.api.op.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.graph.Decomposer;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MovementTest {
    private static final Tensor MATRIX = One.counting(2, 3);

    @Test
    void transposes() {
        assertThat(One.run(new Transpose(), MATRIX).toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
        Tensor y = One.run(Transpose.of(2, 0, 1), One.counting(2, 2, 3));
        assertThat(y.shape()).isEqualTo(Shape.of(3, 2, 2));
        assertThat(y.toFloats()).containsExactly(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11);
        assertThat(One.run(new Transpose(), Tensor.scalar(7)).toLongs()).containsExactly(7);
        assertThatThrownBy(() -> Transpose.of(0, 0)).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> One.run(Transpose.of(0), MATRIX)).isInstanceOf(ExecutionException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STRING", "COMPLEX64", "COMPLEX128", "BOOL", "FLOAT8E8M0"})
    void movesEveryElementType(ElementType type) {
        Tensor x = Tensor.ofDoubles(type, Shape.of(3, 1), 1, 0, 1);
        Tensor reversed =
                One.run(new Slice(), x, Tensor.ofInt64(-1), Tensor.ofInt64(-9), Tensor.ofInt64(0), Tensor.ofInt64(-2));
        assertThat(reversed.toDoubles()).containsExactly(1, 1);
        assertThat(One.run(new Concat(0), x, x).toDoubles()).containsExactly(1, 0, 1, 1, 0, 1);
        assertThat(One.run(new Expand(), x, Tensor.ofInt64(1, 2)).toDoubles()).containsExactly(1, 1, 0, 0, 1, 1);
    }

    @Test
    void concatenates() {
        assertThat(One.run(new Concat(-1), MATRIX, One.counting(2, 1)).toFloats())
                .containsExactly(0, 1, 2, 0, 3, 4, 5, 1);
        assertThat(One.run(new Concat(0), MATRIX, One.counting(0, 3)).shape()).isEqualTo(Shape.of(2, 3));
        Tensor words = Tensor.ofStrings(Shape.of(2), "a", "b");
        assertThat(One.run(new Concat(0), words, words).toStrings()).isEqualTo(List.of("a", "b", "a", "b"));
        assertThatThrownBy(() -> One.run(new Concat(0), MATRIX, One.counting(2, 2)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("dimension 1 differs");
    }

    private static float[] slice(Tensor x, long start, long end, long step) {
        return One.run(new Slice(), x, Tensor.ofInt64(start), Tensor.ofInt64(end), null, Tensor.ofInt64(step))
                .toFloats();
    }

    @Test
    void slicesAreClamped() {
        Tensor x = One.counting(5);
        assertThat(slice(x, 1, Long.MAX_VALUE, 2)).containsExactly(1, 3);
        assertThat(slice(x, -2, 99, 1)).containsExactly(3, 4);
        assertThat(slice(x, Long.MAX_VALUE, Long.MIN_VALUE, -1)).containsExactly(4, 3, 2, 1, 0);
        assertThat(slice(x, 3, 0, -2)).containsExactly(3, 1);
        assertThat(slice(x, 4, Long.MIN_VALUE, Long.MIN_VALUE)).containsExactly(4);
        assertThat(slice(x, Long.MIN_VALUE, 2, Long.MAX_VALUE)).containsExactly(0);
        assertThat(slice(x, 3, 3, 1)).isEmpty();
        assertThat(slice(One.counting(0), 0, -1, -1)).isEmpty();
        assertThatThrownBy(() -> slice(x, 0, 1, 0)).isInstanceOf(ExecutionException.class);
        Tensor y = One.run(new Slice(), MATRIX, Tensor.ofInt64(1, 0), Tensor.ofInt64(3, 1), Tensor.ofInt64(-1, 0));
        assertThat(y.toFloats()).containsExactly(1, 2);
    }

    @Test
    void slicesOfShapesStaySymbolic() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, "N", 3, "H", "W");
        Ref spatial = x.then(new dev.sardonyx.api.op.movement.Shape()).then(new Slice(), g.int64(-2), g.int64(9));
        Ref ones = g.constant(Tensor.ofFloats(Shape.of(1, 1), 1));
        assertThat(ones.then(new Expand(), spatial).type()).hasToString("float[H,W]");
        assertThat(x.then(new Slice(), g.int64(0), g.int64(Long.MAX_VALUE)).type())
                .hasToString("float[N,3,H,W]");
    }

    @Test
    void splits() {
        List<Tensor> parts = One.runAll(new Split(0, 3L), 3, One.counting(7));
        assertThat(parts).extracting(Tensor::elements).containsExactly(3L, 3L, 1L);
        parts = One.runAll(new Split(-1, null), 2, MATRIX, Tensor.ofInt64(1, 2));
        assertThat(parts.get(0).toFloats()).containsExactly(0, 3);
        assertThat(parts.get(1).toFloats()).containsExactly(1, 2, 4, 5);
        assertThatThrownBy(() -> One.runAll(new Split(1, null), 2, MATRIX, Tensor.ofInt64(1, 1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("add up to");
        parts = One.runAll(new Split(0, 4L), 4, One.counting(5));
        assertThat(parts).extracting(Tensor::elements).containsExactly(2L, 2L, 1L, 0L);
        assertThatThrownBy(() -> new Split(0, 0L)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void expandsAndTiles() {
        assertThat(One.run(new Expand(), One.counting(2, 1), Tensor.ofInt64(2, 1, 2))
                        .toFloats())
                .containsExactly(0, 0, 1, 1, 0, 0, 1, 1);
        assertThat(One.run(new Expand(), MATRIX, Tensor.ofInt64(1)).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(One.run(new Expand(), One.counting(1), Tensor.ofInt64(0)).elements())
                .isZero();
        assertThat(One.run(new Tile(), MATRIX, Tensor.ofInt64(1, 2)).toFloats())
                .containsExactly(0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5);
        assertThat(One.run(new Tile(), MATRIX, Tensor.ofInt64(0, 2)).shape()).isEqualTo(Shape.of(0, 6));
        assertThat(One.run(new Tile(), Tensor.scalar(2), Tensor.ofInt64()).toLongs())
                .containsExactly(2);
    }

    @Test
    void refusesBombsBeforeAllocating() {
        long much = 1L << 31;
        assertThatThrownBy(() -> One.run(new Expand(), One.counting(1), Tensor.ofInt64(much, much)))
                .isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> One.run(new Tile(), One.counting(4), Tensor.ofInt64(Long.MAX_VALUE)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> One.run(new Pad(), One.counting(4), Tensor.ofInt64(Long.MAX_VALUE, 9)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new Tile(), One.counting(4), Tensor.ofInt64(-1)))
                .isInstanceOf(ExecutionException.class);
    }

    private static float[] pad(Pad.Mode mode, long before, long after) {
        return One.run(new Pad(mode), One.counting(3), Tensor.ofInt64(before, after))
                .toFloats();
    }

    @Test
    void pads() {
        assertThat(pad(Pad.Mode.CONSTANT, 1, 2)).containsExactly(0, 0, 1, 2, 0, 0);
        assertThat(pad(Pad.Mode.REFLECT, 3, 1)).containsExactly(1, 2, 1, 0, 1, 2, 1);
        assertThat(pad(Pad.Mode.EDGE, 1, 2)).containsExactly(0, 0, 1, 2, 2, 2);
        assertThat(pad(Pad.Mode.WRAP, 1, 4)).containsExactly(2, 0, 1, 2, 0, 1, 2, 0);
        assertThat(pad(Pad.Mode.CONSTANT, -1, 1)).containsExactly(1, 2, 0);
        assertThat(pad(Pad.Mode.EDGE, -1, -1)).containsExactly(1);
        assertThat(One.run(
                                new Pad(),
                                MATRIX,
                                Tensor.ofInt64(0, 1),
                                Tensor.ofFloats(Shape.SCALAR, 9),
                                Tensor.ofInt64(-1))
                        .toFloats())
                .containsExactly(0, 1, 2, 9, 3, 4, 5, 9);
        assertThat(One.run(new Pad(), One.counting(0), Tensor.ofInt64(1, 1)).toFloats())
                .containsExactly(0, 0);
        assertThatThrownBy(() -> pad(Pad.Mode.CONSTANT, -2, -2)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new Pad(Pad.Mode.EDGE), One.counting(0), Tensor.ofInt64(1, 1)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void depthAndSpaceAreInverse() {
        Tensor x = One.counting(1, 8, 1, 2);
        Tensor dcr = One.run(new DepthToSpace(2), x);
        assertThat(dcr.shape()).isEqualTo(Shape.of(1, 2, 2, 4));
        assertThat(dcr.toFloats()).containsExactly(0, 4, 1, 5, 8, 12, 9, 13, 2, 6, 3, 7, 10, 14, 11, 15);
        assertThat(One.run(new SpaceToDepth(2), dcr).toFloats()).isEqualTo(x.toFloats());
        assertThat(One.run(new DepthToSpace(2, DepthToSpace.Mode.CRD), x).toFloats())
                .containsExactly(0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15);
        assertThat(One.run(new SpaceToDepth(2), One.counting(0, 2, 4, 4)).shape())
                .isEqualTo(Shape.of(0, 8, 2, 2));
        assertThatThrownBy(() -> One.run(new SpaceToDepth(3), x)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> new DepthToSpace(0)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void cropsAndPadsAroundTheCentre() {
        Tensor x = One.counting(5);
        assertThat(One.run(new CenterCropPad(), x, Tensor.ofInt64(2)).toFloats())
                .containsExactly(1, 2);
        assertThat(One.run(new CenterCropPad(), x, Tensor.ofInt64(8)).toFloats())
                .containsExactly(0, 0, 1, 2, 3, 4, 0, 0);
        assertThat(One.run(new CenterCropPad(List.of(-1L)), MATRIX, Tensor.ofInt64(1))
                        .toFloats())
                .containsExactly(1, 4);
        assertThatThrownBy(() -> One.run(new CenterCropPad(), x, Tensor.ofInt64(-1)))
                .isInstanceOf(ExecutionException.class);
    }

    /** What is decomposed before its sizes are known must do the same as what is decomposed for a run. */
    @ParameterizedTest
    @MethodSource("composites")
    void symbolicDecompositionsAgree(CompositeOperator operator, Tensor x, @Nullable Tensor shape) {
        List<TensorType> types = new ArrayList<>();
        Object[] names = {"N", "C", "H", "W"};
        GraphBuilder g = GraphBuilder.named("g");
        types.add(g.input("x", ElementType.FLOAT, names).tensorType());
        Map<String, Tensor> inputs = new HashMap<>(Map.of("in0", x));
        List<String> inputNames = new ArrayList<>(List.of("x"));
        if (shape != null) {
            types.add(shape.type());
            inputs.put("in1", shape);
            inputNames.add("shape");
        }
        Node node = Node.of("n", operator, inputNames, List.of("y"));
        Graph body = Decomposer.decompose(node, operator, types, Map.of(), Limits.DEFAULT);
        Tensor symbolic =
                (Tensor) new Interpreter(Limits.DEFAULT).run(body, inputs).getFirst();
        Tensor concrete = shape == null ? One.run(operator, x) : One.run(operator, x, shape);
        assertThat(symbolic.contentEquals(concrete)).isTrue();
    }

    static Stream<Arguments> composites() {
        Tensor image = One.counting(2, 8, 4, 6);
        return Stream.of(
                Arguments.of(new DepthToSpace(2), image, null),
                Arguments.of(new DepthToSpace(2, DepthToSpace.Mode.CRD), image, null),
                Arguments.of(new SpaceToDepth(2), image, null),
                Arguments.of(new CenterCropPad(List.of(2L, -1L)), image, Tensor.ofInt64(7, 3)));
    }
}
