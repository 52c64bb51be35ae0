package dev.sardonyx.cpu.op;

import static dev.sardonyx.cpu.op.OneNode.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Erf;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.elementwise.Sigmoid;
import dev.sardonyx.api.op.movement.Flatten;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.op.normalization.BatchNormalization;
import dev.sardonyx.api.op.normalization.LayerNormalization;
import dev.sardonyx.api.op.normalization.Softmax;
import dev.sardonyx.api.op.pooling.GlobalAveragePool;
import dev.sardonyx.api.op.pooling.MaxPool;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.fusion.Fused;
import dev.sardonyx.cpu.fusion.Fusion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionTest {
    /** A residual network of two convolutions, and a branch whose value is an output as well. */
    private static Graph network() {
        GraphBuilder g = GraphBuilder.named("cnn");
        Ref x = g.input("x", ElementType.FLOAT, "N", 3, 18, 18);
        Ref first = x.then(new Conv(List.of(1L, 1L), List.of(1L, 1L, 1L, 1L)), g.constant("w1", random(8, 3, 3, 3)))
                .then(
                        new BatchNormalization(1e-5f),
                        g.constant("scale", random(8)),
                        g.constant("shift", random(8)),
                        g.constant("mean", random(8)),
                        g.constant("variance", positive(8)))
                .then(new Relu());
        Ref second = first.then(
                        new Conv(List.of(1L, 1L), List.of(1L, 1L, 1L, 1L)),
                        g.constant("w2", random(8, 8, 3, 3)),
                        g.constant("b2", random(8)))
                .then(new Add(), first)
                .then(new Relu());
        Ref gate = second.then(new Conv(), g.constant("w3", random(8, 8, 1, 1)));
        Ref swish = gate.then(new Mul(), gate.then(new Sigmoid()));
        Ref pooled = swish.then(new MaxPool(List.of(2L, 2L), List.of(2L, 2L), List.of(0L, 0L, 0L, 0L)))
                .then(new GlobalAveragePool())
                .then(new Flatten());
        g.output(
                "y",
                pooled.then(
                        new Gemm(1, 1, false, true), g.constant("w4", random(10, 8)), g.constant("b4", random(10))));
        g.output("second", second);
        return g.build();
    }

    /** Self-attention and a feed-forward network with the activation that exporters write out. */
    private static Graph transformer() {
        GraphBuilder g = GraphBuilder.named("transformer");
        Ref x = g.input("x", ElementType.FLOAT, "N", 12, 32);
        Ref heads = x.then(new LayerNormalization(), g.constant("s1", random(32)), g.constant("h1", random(32)));
        Ref q = heads(g, heads, "q");
        Ref k = heads(g, heads, "k");
        Ref v = heads(g, heads, "v");
        Ref scores = q.then(new MatMul(), k.then(Transpose.of(0, 1, 3, 2))).then(new Softmax());
        Ref joined =
                scores.then(new MatMul(), v).then(Transpose.of(0, 2, 1, 3)).then(new Reshape(), g.int64(0, 12, 32));
        Ref attended = joined.then(new MatMul(), g.constant("wo", random(32, 32)))
                .then(new Add(), g.constant("bo", random(32)))
                .then(new Add(), x);
        Ref inner = attended.then(new MatMul(), g.constant("wi", random(32, 64)))
                .then(new Add(), g.constant("bi", random(64)));
        Ref erf = inner.then(new Div(), g.constant(Tensor.scalar(ElementType.FLOAT, Math.sqrt(2))))
                .then(new Erf())
                .then(new Add(), g.constant(Tensor.scalar(ElementType.FLOAT, 1)));
        Ref gelu = inner.then(new Mul(), erf).then(new Mul(), g.constant(Tensor.scalar(ElementType.FLOAT, 0.5)));
        g.output("y", gelu.then(new MatMul(), g.constant("wf", random(64, 32))).then(new Add(), attended));
        return g.build();
    }

    private static Ref heads(GraphBuilder g, Ref x, String name) {
        return x.then(new MatMul(), g.constant("w" + name, random(32, 32)))
                .then(new Reshape(), g.int64(0, 12, 4, 8))
                .then(Transpose.of(0, 2, 1, 3));
    }

    private static Tensor positive(int count) {
        float[] values = random(count).toFloats();
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(values[i]) + 0.1f;
        }
        return Tensor.ofFloats(Shape.of(count), values);
    }

    private static long steps(Graph graph, Tensor x, Class<?> kind) {
        Typing typing = Typing.bind(graph, Map.of("x", x.type()), Map.of(), Limits.DEFAULT);
        return new Fusion()
                .apply(graph.nodes(), typing, graph.outputNames()).stream()
                        .filter(node -> kind.isInstance(node.operator()))
                        .count();
    }

    @Test
    void convolutionsTakeWhatFollowsThem() {
        Tensor x = random(2, 3, 18, 18);
        assertThat(steps(network(), x, Fused.class)).isEqualTo(3);
        assertThat(steps(network(), x, BatchNormalization.class)).isZero();
        assertThat(steps(network(), x, Add.class)).isZero();
        assertThat(steps(network(), x, Sigmoid.class)).isZero();
        OneNode.compare(network(), Map.of("x", x), new Tolerance(1e-4, 2e-3), "the network");
    }

    @Test
    void productsTakeBiasResidualAndActivation() {
        Tensor x = random(2, 12, 32);
        assertThat(steps(transformer(), x, Add.class)).isZero();
        assertThat(steps(transformer(), x, Erf.class)).isZero();
        OneNode.compare(transformer(), Map.of("x", x), new Tolerance(1e-4, 1e-2), "the transformer");
    }

    @Test
    void bitsDependNeitherOnThreadsNorOnTheBatch() {
        for (Graph graph : List.of(network(), transformer())) {
            Shape one = shapeOfOne(graph);
            long[] dims = one.dims();
            dims[0] = 3;
            Tensor batch = random(dims);
            Tensor expected = run(graph, batch, 1);
            assertThat(run(graph, batch, 2).contentEquals(expected)).isTrue();
            assertThat(run(graph, batch, 4).contentEquals(expected)).isTrue();
            long each = batch.data().byteSize() / 3;
            long eachResult = expected.data().byteSize() / 3;
            for (int n = 0; n < 3; n++) {
                Tensor alone = Tensor.of(ElementType.FLOAT, one, batch.data().asSlice(n * each, each));
                Tensor result = run(graph, alone, 2);
                assertThat(result.data().mismatch(expected.data().asSlice(n * eachResult, eachResult)))
                        .as("row %s of %s", n, graph.name())
                        .isEqualTo(-1);
            }
        }
    }

    private static Shape shapeOfOne(Graph graph) {
        return graph.name().equals("cnn") ? Shape.of(1, 3, 18, 18) : Shape.of(1, 12, 32);
    }

    private static Tensor run(Graph graph, Tensor x, int threads) {
        try (Session session = Session.open(graph, SessionOptions.on("cpu").withThreads(threads))) {
            return (Tensor) session.run(Map.of("x", x)).values().iterator().next();
        }
    }
}
