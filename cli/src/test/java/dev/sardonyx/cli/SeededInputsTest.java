package dev.sardonyx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.op.normalization.BatchNormalization;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Inputs and weights from a seed. */
final class SeededInputsTest {
    private static Tensor input(Graph graph, String name, Map<String, Shape> shapes, long seed) {
        Map<String, Value> all = SeededInputs.of(graph, Typing.of(graph, Limits.DEFAULT), shapes, seed);
        return (Tensor) Objects.requireNonNull(all.get(name));
    }

    @Test
    void idsLieInsideTheTableAndUseAllOfIt() {
        Tensor ids = input(TestModels.embedding(), "ids", Map.of("ids", Shape.of(1, 500)), 1);
        assertThat(Arrays.stream(ids.toLongs()).distinct().sorted()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void theSameSeedGivesTheSameInputs() {
        Graph graph = TestModels.dense();
        assertThat(input(graph, "x", Map.of(), 3).contentEquals(input(graph, "x", Map.of(), 3)))
                .isTrue();
        assertThat(input(graph, "x", Map.of(), 3).contentEquals(input(graph, "x", Map.of(), 4)))
                .isFalse();
    }

    @Test
    void oneSymbolHasOneSize() {
        GraphBuilder g = GraphBuilder.named("two");
        Ref a = g.input("a", ElementType.FLOAT, 1, "L");
        Ref b = g.input("b", ElementType.FLOAT, 1, "L");
        g.output("sum", a.then(new Add(), b));
        Graph graph = g.build();
        assertThat(input(graph, "a", Map.of("b", Shape.of(1, 5)), 1).shape()).isEqualTo(Shape.of(1, 5));
        assertThatThrownBy(() -> input(graph, "a", Map.of("a", Shape.of(1, 4), "b", Shape.of(1, 5)), 1))
                .isInstanceOf(InputException.class);
    }

    @Test
    void refilledWeightsSuitTheirUse() {
        GraphBuilder g = GraphBuilder.named("uses");
        Ref x = g.input("x", ElementType.FLOAT, 2, 100);
        Tensor square = Tensor.allocate(ElementType.FLOAT, Shape.of(100, 100));
        Tensor row = Tensor.allocate(ElementType.FLOAT, Shape.of(100));
        Ref turned = g.constant("turned", square).then(new Transpose());
        Ref y = x.then(new Gemm(1, 1, false, true), g.constant("w", square), g.constant("bias", row))
                .then(new MatMul(), turned)
                .then(new Mul(), g.constant("half", Tensor.scalar(ElementType.FLOAT, 0.5)));
        y = g.addAll(
                        new BatchNormalization(1e-5f),
                        1,
                        y,
                        g.constant("scale", row),
                        g.constant("b", row),
                        g.constant("mean", row),
                        g.constant("var", row))
                .getFirst();
        g.output("y", y);
        Refill refill = Refill.of(g.build(), 9);
        assertThat(refill.weights()).isEqualTo(7);
        Map<String, Tensor> constants = refill.graph().constants();
        assertThat(variance(constants, "w")).isBetween(0.019, 0.021);
        assertThat(variance(constants, "turned")).isBetween(0.019, 0.021);
        assertThat(Arrays.stream(tensor(constants, "var").toDoubles())).allMatch(v -> v >= 0.9 && v <= 1.1);
        assertThat(Arrays.stream(tensor(constants, "mean").toDoubles())).allMatch(v -> Math.abs(v) <= 0.1);
        assertThat(tensor(constants, "half").doubleAt(0)).isEqualTo(0.5);
    }

    private static Tensor tensor(Map<String, Tensor> constants, String name) {
        return Objects.requireNonNull(constants.get(name));
    }

    private static double variance(Map<String, Tensor> constants, String name) {
        return Arrays.stream(tensor(constants, name).toDoubles())
                .map(w -> w * w)
                .average()
                .orElseThrow();
    }
}
