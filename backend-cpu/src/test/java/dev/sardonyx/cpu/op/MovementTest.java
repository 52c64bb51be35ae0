package dev.sardonyx.cpu.op;

import static dev.sardonyx.cpu.op.OneNode.integers;
import static dev.sardonyx.cpu.op.OneNode.random;
import static dev.sardonyx.cpu.op.OneNode.special;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.op.indexing.GatherElements;
import dev.sardonyx.api.op.movement.Concat;
import dev.sardonyx.api.op.movement.Expand;
import dev.sardonyx.api.op.movement.Pad;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Slice;
import dev.sardonyx.api.op.movement.Split;
import dev.sardonyx.api.op.movement.Tile;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MovementTest {
    @ParameterizedTest
    @EnumSource(names = {"UINT8", "INT16", "INT32", "INT64", "BOOL"})
    void everyElementSizeMoves(ElementType type) {
        OneNode.of(Transpose.of(2, 0, 1)).with(integers(type, 3, 5, 7)).check(Tolerance.EXACT);
        OneNode.of(new Concat(-2))
                .with(integers(type, 2, 3, 4), integers(type, 2, 0, 4), integers(type, 2, 5, 4))
                .check(Tolerance.EXACT);
        OneNode.of(new Expand())
                .with(integers(type, 3, 1, 2))
                .withConstant(Tensor.ofInt64(2, 3, 4, 2))
                .check(Tolerance.EXACT);
        OneNode.of(new Tile())
                .with(integers(type, 2, 3))
                .withConstant(Tensor.ofInt64(3, 2))
                .check(Tolerance.EXACT);
        OneNode.of(new Gather(1))
                .with(integers(type, 2, 5, 3), Tensor.ofInt64(-1, 0, 4))
                .check(Tolerance.EXACT);
    }

    @Test
    void transposesLargeAndEmptyTensors() {
        OneNode.of(Transpose.of(0, 2, 1)).with(special(3, 129, 251)).check(Tolerance.EXACT);
        OneNode.of(Transpose.of(1, 0, 3, 2)).with(random(17, 33, 9, 31)).check(Tolerance.EXACT);
        OneNode.of(new Transpose()).with(random(3, 0, 2)).check(Tolerance.EXACT);
    }

    @Test
    void slicesWithStepsOfEitherSign() {
        OneNode.of(new Slice())
                .with(special(5, 6, 7))
                .withConstant(
                        Tensor.ofInt64(-1, 1), Tensor.ofInt64(-6, 7), Tensor.ofInt64(0, -1), Tensor.ofInt64(-2, 3))
                .check(Tolerance.EXACT);
        OneNode.of(new Slice())
                .with(random(5, 6))
                .withConstant(Tensor.ofInt64(3), Tensor.ofInt64(3))
                .check(Tolerance.EXACT);
    }

    @Test
    void splitsIntoUnequalParts() {
        OneNode.of(new Split(-1, null))
                .with(special(3, 9))
                .withConstant(Tensor.ofInt64(2, 0, 7))
                .outputs(3)
                .check(Tolerance.EXACT);
        OneNode.of(new Split(0, 3L)).with(random(7, 2)).outputs(3).check(Tolerance.EXACT);
    }

    @ParameterizedTest
    @EnumSource(Pad.Mode.class)
    void padsInEveryMode(Pad.Mode mode) {
        OneNode.of(new Pad(mode))
                .with(special(3, 4, 5))
                .withConstant(Tensor.ofInt64(1, 0, 2, 2, -1, 3), Tensor.scalar(ElementType.FLOAT, 7))
                .check(Tolerance.EXACT);
        OneNode.of(new Pad(mode))
                .with(integers(ElementType.INT64, 2, 300))
                .withConstant(Tensor.ofInt64(-10, 40))
                .without()
                .withConstant(Tensor.ofInt64(1))
                .check(Tolerance.EXACT);
    }

    @Test
    void copiesWhereTheResultCannotBeAView() {
        OneNode.of(new Reshape())
                .with(random(6, 4))
                .withConstant(Tensor.ofInt64(3, -1))
                .check(Tolerance.EXACT);
    }

    @Test
    void gathersAndNamesAnIndexOutOfRange() {
        Tensor indices = Tensor.ofLongs(ElementType.INT32, Shape.of(2, 2), 0, -2, 1, 1);
        OneNode.of(new Gather(0)).with(random(2, 3), indices).check(Tolerance.EXACT);
        OneNode.of(new GatherElements(1)).with(random(2, 3), indices).check(Tolerance.EXACT);
        OneNode.of(new GatherElements(0))
                .with(integers(ElementType.UINT8, 3, 3), indices)
                .check(Tolerance.EXACT);
        Tensor wrong = Tensor.ofInt64(0, 9);
        assertThatThrownBy(() -> onCpu(wrong))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("9");
    }

    private static void onCpu(Tensor indices) {
        dev.sardonyx.api.graph.GraphBuilder g = dev.sardonyx.api.graph.GraphBuilder.named("gather");
        g.output("y", g.input("x", ElementType.FLOAT, 2, 3).then(new Gather(), g.input("i", ElementType.INT64, 2)));
        try (var session =
                dev.sardonyx.api.runtime.Session.open(g.build(), dev.sardonyx.api.runtime.SessionOptions.on("cpu"))) {
            session.run(java.util.Map.of("x", random(2, 3), "i", indices));
        }
    }
}
