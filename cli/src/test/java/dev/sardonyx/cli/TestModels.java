package dev.sardonyx.cli;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.generation.ConstantOfShape;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxWriter;
import java.nio.file.Path;
import java.util.List;

/** Small models for tests. */
final class TestModels {
    private TestModels() {}

    /** x [N, 3] times w [3, 2], and Relu. */
    static Graph dense() {
        GraphBuilder g = GraphBuilder.named("dense");
        Ref x = g.input("x", ElementType.FLOAT, "N", 3);
        Ref w = g.constant("w", Tensor.ofFloats(Shape.of(3, 2), 1, -1, 0, 2, 1, 1));
        g.output("y", x.then(new MatMul(), w).then(new Relu()));
        return g.build();
    }

    /** Rows of a table of five, chosen by ids [1, L]. */
    static Graph embedding() {
        GraphBuilder g = GraphBuilder.named("embedding");
        Ref ids = g.input("ids", ElementType.INT64, 1, "L");
        Ref table = g.constant("table", Tensor.allocate(ElementType.FLOAT, Shape.of(5, 4)));
        g.output("rows", g.add(new Gather(), table, ids));
        return g.build();
    }

    /** A picture [1, 3, 4, 6], as it is. */
    static Graph picture() {
        GraphBuilder g = GraphBuilder.named("picture");
        Ref x = g.input("picture", ElementType.FLOAT, 1, 3, 4, 6);
        g.output("y", x.then(new Relu()));
        return g.build();
    }

    /** A convolution whose weights a ConstantOfShape makes. */
    static Graph hollow() {
        GraphBuilder g = GraphBuilder.named("hollow");
        Ref x = g.input("x", ElementType.FLOAT, 1, 3, 8, 8);
        Ref w = g.add(new ConstantOfShape(), g.int64(16, 3, 3, 3));
        g.output("y", x.then(new Conv(List.of(), List.of(1L, 1L, 1L, 1L)), w));
        return g.build();
    }

    static Path write(Graph graph, Path folder) {
        Path file = folder.resolve(graph.name() + ".onnx");
        OnnxWriter.write(OnnxModel.of(graph), file);
        return file;
    }
}
