package dev.sardonyx.examples;

import dev.sardonyx.api.BackendUnavailableException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.normalization.Softmax;
import dev.sardonyx.api.runtime.Backend;
import dev.sardonyx.api.runtime.Backends;
import dev.sardonyx.api.runtime.Explanation;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/** Finds backends, chooses one, mixes two in one network, and asks what ran where. */
public final class ChooseBackends {
    private ChooseBackends() {}

    public static void main(String[] args) {
        // What there is. Nothing is loaded in secret: each backend says what it found, or why it cannot be used.
        Backends backends = Backends.discover();
        for (Backend backend : backends.all()) {
            System.out.println(backend);
        }

        Graph graph = perceptron();
        Tensor x = Tensor.ofFloats(Shape.of(2, 3), 1, 2, 3, -1, 0, 1);

        // The default backend.
        try (Session session = Session.open(graph)) {
            System.out.println("by default: " + session.run(Map.of("x", x)));
        }

        // One by name. Nothing else takes over where it cannot run the network: that is an exception, with the reason.
        try (Session session = Session.open(graph, SessionOptions.on("reference"))) {
            System.out.println("on the reference: " + session.run(Map.of("x", x)));
        }
        try (Session session = Session.open(graph, SessionOptions.on("quantum"))) {
            System.out.println(session.run(Map.of("x", x)));
        } catch (BackendUnavailableException e) {
            System.out.println("as it should be: " + e.getMessage());
        }

        // Two in one network: products on the first backend, everything else on the reference.
        String fast = backends.defaultBackend().name();
        SessionOptions mixed = SessionOptions.on(fast, "reference")
                .assigning(node -> Optional.of(node.operator() instanceof MatMul ? fast : "reference"));
        try (Session session = Session.open(graph, mixed)) {
            System.out.println("mixed: " + session.run(Map.of("x", x)));
            Explanation explanation = session.explain();
            System.out.println("operators run by each: " + explanation.nodeRunsByDevice());
            System.out.print(explanation.toText());
        }
    }

    /** Two layers, made by hand. */
    private static Graph perceptron() {
        GraphBuilder g = GraphBuilder.named("perceptron");
        Ref x = g.input("x", ElementType.FLOAT, "N", 3);
        Ref hidden = x.then(new MatMul(), g.constant("w1", Tensor.ofFloats(Shape.of(3, 2), 1, -1, 0, 2, 1, 1)))
                .then(new Add(), g.constant("b1", Tensor.ofFloats(Shape.of(2), 0.5f, -0.5f)))
                .then(new Relu());
        Ref y = hidden.then(new MatMul(), g.constant("w2", Tensor.ofFloats(Shape.of(2, 2), 1, -1, 0, 1)))
                .then(new Softmax());
        g.output("y", y);
        return g.build();
    }
}
