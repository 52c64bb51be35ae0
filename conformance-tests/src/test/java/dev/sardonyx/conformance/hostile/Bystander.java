package dev.sardonyx.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.onnx.OnnxReader;
import java.util.List;
import java.util.Map;

/** Sessions that stand beside everything that fails, and must not notice. */
final class Bystander {
    private static final Graph GRAPH = OnnxReader.read(Model.model()
                    .input("x", Model.FLOAT, 2)
                    .initializer(Model.floats("w", 3, 4))
                    .node("Mul", "x w", "y")
                    .output("y")
                    .bytes())
            .graph();
    private static final List<Session> SESSIONS =
            List.of(Session.open(GRAPH, SessionOptions.on("cpu")), Session.open(GRAPH, SessionOptions.on("reference")));

    private Bystander() {}

    static void check() {
        for (Session session : SESSIONS) {
            Tensor y = (Tensor)
                    session.run(Map.of("x", Tensor.ofFloats(Shape.of(2), 1, 2))).get("y");
            assertThat(y.elementType()).isEqualTo(ElementType.FLOAT);
            assertThat(y.toFloats()).containsExactly(3, 8);
            assertThat(session.memoryInUse()).isZero();
        }
    }
}
