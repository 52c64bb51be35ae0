package dev.sardonyx.api.op.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.DeadlineExceededException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.MemoryBudget;
import dev.sardonyx.api.op.Identity;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.movement.Concat;
import dev.sardonyx.api.op.sequence.SequenceAt;
import dev.sardonyx.api.op.sequence.SequenceConstruct;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlTest {
    private static final Tensor TWO = Tensor.ofFloats(Shape.of(2), 1, 2);

    private static List<Value> run(GraphBuilder g, Map<String, Tensor> inputs) {
        return new Interpreter(Limits.DEFAULT).run(g.build(), inputs);
    }

    /** A graph with one If: x + x where the condition holds, else x. */
    private static GraphBuilder conditional() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, 2);
        Ref cond = g.input("cond", ElementType.BOOL);
        GraphBuilder then = g.body("then");
        then.output("doubled", then.add(new Add(), x, x));
        GraphBuilder otherwise = g.body("else");
        otherwise.output("same", otherwise.add(new Identity(), x));
        g.output("y", g.add(new If(then.build(), otherwise.build()), cond));
        return g;
    }

    @Test
    void ifRunsOneBranch() {
        assertThat(((Tensor) run(conditional(), Map.of("x", TWO, "cond", Tensor.scalar(true)))
                                .getFirst())
                        .toFloats())
                .containsExactly(2, 4);
        assertThat(((Tensor) run(conditional(), Map.of("x", TWO, "cond", Tensor.scalar(false)))
                                .getFirst())
                        .toFloats())
                .containsExactly(1, 2);
    }

    @Test
    void ifOfBranchesThatDifferInShapeHasUnknownDimensions() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref cond = g.input("cond", ElementType.BOOL);
        GraphBuilder then = g.body("then");
        then.output("a", then.constant(TWO));
        GraphBuilder otherwise = g.body("else");
        otherwise.output("b", otherwise.constant(Tensor.ofFloats(Shape.of(3), 1, 2, 3)));
        Ref y = g.add(new If(then.build(), otherwise.build()), cond);
        assertThat(y.rank()).isEqualTo(1);
        assertThat(y.tensorType().isFixed()).isFalse();
    }

    @Test
    void ifRefusesBranchesOfDifferentTypes() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref cond = g.input("cond", ElementType.BOOL);
        GraphBuilder then = g.body("then");
        then.output("a", then.constant(TWO));
        GraphBuilder otherwise = g.body("else");
        otherwise.output("b", otherwise.constant(Tensor.ofInt64(1)));
        If op = new If(then.build(), otherwise.build());
        assertThatThrownBy(() -> g.add(op, cond)).isInstanceOf(ModelInvalidException.class);
        // a condition that is known beforehand leaves the other branch out
        assertThat(g.add(op, g.constant(Tensor.scalar(false))).elementType()).isEqualTo(ElementType.INT64);
    }

    /** A loop that adds x to a sum, and gives the sums as scan output. */
    private static GraphBuilder loop(long trips, boolean cond) {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, 2);
        GraphBuilder body = g.body("body");
        body.input("i", ElementType.INT64);
        Ref c = body.input("c", ElementType.BOOL);
        Ref sum = body.input("sum", ElementType.FLOAT, 2);
        body.output("c_out", body.add(new Identity(), c));
        Ref next = body.add(new Add(), sum, x);
        body.output("sum_out", next);
        body.output("scan", body.add(new Identity(), next));
        List<Ref> y = g.addAll(
                new Loop(body.build()), 2, g.constant(Tensor.scalar(trips)), g.constant(Tensor.scalar(cond)), x);
        g.output("sum", y.get(0));
        g.output("sums", y.get(1));
        return g;
    }

    @Test
    void loopCarriesAndStacks() {
        List<Value> y = run(loop(3, true), Map.of("x", TWO));
        assertThat(((Tensor) y.get(0)).toFloats()).containsExactly(4, 8);
        assertThat(((Tensor) y.get(1)).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(((Tensor) y.get(1)).toFloats()).containsExactly(2, 4, 3, 6, 4, 8);
    }

    @Test
    void loopOfNoIterationsGivesEmptyScans() {
        for (GraphBuilder g : List.of(loop(0, true), loop(5, false), loop(-1, true))) {
            List<Value> y = run(g, Map.of("x", TWO));
            assertThat(((Tensor) y.get(0)).toFloats()).containsExactly(1, 2);
            assertThat(((Tensor) y.get(1)).shape()).isEqualTo(Shape.of(0, 2));
        }
    }

    @Test
    void loopStopsAtItsLimitsAndDeadline() {
        Graph endless = loop(Long.MAX_VALUE, true).build();
        assertThatThrownBy(() -> new Interpreter(Limits.DEFAULT.withLoopIterations(10)).run(endless, Map.of("x", TWO)))
                .isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> new Interpreter(Limits.DEFAULT.withTensorBytes(80)).run(endless, Map.of("x", TWO)))
                .isInstanceOf(LimitExceededException.class);
        Interpreter timed = new Interpreter(
                Limits.DEFAULT, Deadline.after(Duration.ofMillis(50)), new MemoryBudget(1L << 32), null);
        assertThatThrownBy(() -> timed.run(endless, Map.of("x", TWO))).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void loopThatGrowsAValueMakesItsDimensionUnknown() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, 2);
        GraphBuilder body = g.body("body");
        body.input("i", ElementType.INT64);
        Ref c = body.input("c", ElementType.BOOL);
        Ref grown = body.input("v", ElementType.FLOAT, "N");
        body.output("c_out", body.add(new Identity(), c));
        body.output("v_out", body.add(new Concat(0), grown, grown));
        Ref y = g.add(new Loop(body.build()), g.constant(Tensor.scalar(3L)), null, x);
        assertThat(y.rank()).isEqualTo(1);
        assertThat(y.tensorType().isFixed()).isFalse();
        g.output("y", y);
        assertThat(((Tensor) run(g, Map.of("x", TWO)).getFirst()).elements()).isEqualTo(16);
    }

    @Test
    void scanSlicesAndStacksAlongAxes() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, 2, 3);
        Ref start = g.input("start", ElementType.FLOAT, 2);
        GraphBuilder body = g.body("body");
        Ref sum = body.input("sum", ElementType.FLOAT, 2);
        Ref slice = body.input("slice", ElementType.FLOAT, 2);
        Ref next = body.add(new Add(), sum, slice);
        body.output("sum_out", next);
        body.output("scan", body.add(new Identity(), next));
        Scan scan = new Scan(body.build(), 1, List.of(-1L), List.of(1L), List.of(1L), List.of(1L));
        List<Ref> y = g.addAll(scan, 2, start, x);
        assertThat(y.get(1).type()).isEqualTo(TensorType.of(ElementType.FLOAT, 2, 3));
        g.output("sum", y.get(0));
        g.output("sums", y.get(1));
        List<Value> values = run(g, Map.of("start", TWO, "x", Tensor.ofFloats(Shape.of(2, 3), 1, 2, 3, 10, 20, 30)));
        assertThat(((Tensor) values.get(0)).toFloats()).containsExactly(7, 62);
        assertThat(((Tensor) values.get(1)).toFloats()).containsExactly(7, 6, 4, 62, 52, 32);
    }

    @Test
    void scanChecksItsAttributes() {
        GraphBuilder body = GraphBuilder.named("body");
        body.output("y", body.input("x", ElementType.FLOAT));
        Graph graph = body.build();
        assertThatThrownBy(() -> new Scan(graph, 2)).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> new Scan(graph, 1, List.of(), List.of(2L), List.of(), List.of()))
                .isInstanceOf(ModelInvalidException.class)
                .hasMessageContaining("0 or 1");
        assertThatThrownBy(() -> new Scan(graph, 1, List.of(0L, 1L), List.of(), List.of(), List.of()))
                .isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void sequenceMapAppliesItsBody() {
        GraphBuilder g = GraphBuilder.named("g");
        Ref x = g.input("x", ElementType.FLOAT, 2);
        Ref sequence = g.add(new SequenceConstruct(), x, x);
        GraphBuilder body = g.body("body");
        Ref a = body.input("a", ElementType.FLOAT, 2);
        Ref b = body.input("b", ElementType.FLOAT, 2);
        body.output("sum", body.add(new Add(), a, b));
        Ref mapped = g.add(new SequenceMap(body.build()), sequence, x);
        g.output("y", g.add(new SequenceAt(), mapped, g.constant(Tensor.scalar(-1L))));
        assertThat(((Tensor) run(g, Map.of("x", TWO)).getFirst()).toFloats()).containsExactly(2, 4);
    }
}
