package dev.sardonyx.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.CancelledException;
import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.BodyTypes;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.control.If;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.elementwise.Sqrt;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.spi.Executable;
import dev.sardonyx.api.spi.Invocation;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.spi.Verdict;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OnnxRuntimeSessionTest {
    private static final SessionOptions OPTIONS =
            SessionOptions.on("onnxruntime").withThreads(1);

    OnnxRuntimeSessionTest() {}

    private static Graph layer(Object batch) {
        GraphBuilder g = GraphBuilder.named("layer");
        Ref x = g.input("x", ElementType.FLOAT, batch, 3);
        Ref w = g.constant("w", Tensor.ofFloats(Shape.of(3, 2), 1, -2, 3, 4, -5, 6));
        g.output("y", x.then(new MatMul(), w).then(new Relu()));
        return g.build();
    }

    private static Tensor ramp(Shape shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT, shape);
        for (long i = 0; i < tensor.elements(); i++) {
            tensor.setLong(i, i - 4);
        }
        return tensor;
    }

    private static void assertLikeReference(Graph graph, Map<String, Value> actual, Map<String, Tensor> inputs) {
        List<Value> expected = new Interpreter(Limits.DEFAULT).run(graph, inputs);
        for (int k = 0; k < expected.size(); k++) {
            Tensor wanted = (Tensor) expected.get(k);
            assertThat(actual.get(graph.outputNames().get(k)))
                    .isInstanceOfSatisfying(
                            Tensor.class,
                            found -> assertThat(found.contentEquals(wanted))
                                    .as("%s like %s", found, wanted)
                                    .isTrue());
        }
    }

    @Test
    void computesWhatTheReferenceComputes() {
        for (Object batch : new Object[] {4, "N"}) {
            Graph graph = layer(batch);
            try (Session session = Session.open(graph, OPTIONS)) {
                Map<String, Tensor> inputs = Map.of("x", ramp(Shape.of(4, 3)));
                assertLikeReference(graph, session.run(inputs), inputs);
            }
        }
    }

    @Test
    void runsAnyBatchOfOneSession() {
        Graph graph = layer("N");
        try (Session session = Session.open(graph, OPTIONS)) {
            for (long n : new long[] {0, 1, 7, 1000}) {
                Map<String, Tensor> inputs = Map.of("x", ramp(Shape.of(n, 3)));
                assertLikeReference(graph, session.run(inputs), inputs);
            }
        }
    }

    @Test
    void takesMemoryOfAnyKind() {
        Graph graph = layer(200);
        Tensor native64 = ramp(Shape.of(200, 3));
        try (Session session = Session.open(graph, OPTIONS);
                Arena arena = Arena.ofShared()) {
            MemorySegment odd = arena.allocate(native64.bytes() + 1).asSlice(1);
            odd.copyFrom(native64.data());
            MemorySegment heap = MemorySegment.ofArray(native64.toFloats());
            for (MemorySegment data : List.of(odd, heap, native64.data().asReadOnly(), heap.asReadOnly())) {
                Map<String, Tensor> inputs = Map.of("x", Tensor.of(ElementType.FLOAT, Shape.of(200, 3), data));
                assertLikeReference(graph, session.run(inputs), inputs);
            }
            Tensor own = Tensor.of(
                    ElementType.FLOAT, Shape.of(200, 2), arena.allocate(1601).asSlice(1));
            assertThat(session.run(Map.of("x", native64), Map.of("y", own))).containsValue(own);
            assertLikeReference(graph, Map.of("y", own), Map.of("x", native64));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16", "INT8", "INT16", "INT32", "INT64", "UINT8", "BOOL"})
    void carriesElementTypes(ElementType type) {
        GraphBuilder g = GraphBuilder.named("types");
        g.output("y", g.input("x", type, "N", "M").then(new Transpose(List.of(1L, 0L))));
        g.output("z", g.input("s", type).then(new Reshape(false), g.int64(1)));
        Graph graph = g.build();
        Map<String, Tensor> inputs = Map.of(
                "x", Tensor.ofLongs(type, Shape.of(2, 2), 0, 1, 1, 1),
                "s", Tensor.ofLongs(type, Shape.SCALAR, 1));
        try (Session session = Session.open(graph, OPTIONS)) {
            assertLikeReference(graph, session.run(inputs), inputs);
        }
    }

    private static Verdict verdict(ElementType type) {
        GraphBuilder g = GraphBuilder.named("type");
        g.output("y", g.input("x", type, "N").then(new Relu()));
        Graph graph = g.build();
        try (OnnxRuntimeDevice device = new OnnxRuntimeDevice(OnnxRuntimeOptions.of(Map.of()))) {
            return device.supports(new NodeQuery(graph.nodes().getFirst(), Typing.of(graph, Limits.DEFAULT)));
        }
    }

    @Test
    void saysWhyItRefuses() {
        assertThat(verdict(ElementType.FLOAT).kind()).isEqualTo(Verdict.Kind.NATIVE);
        Verdict noKernel = verdict(ElementType.INT16);
        assertThat(noKernel.kind()).isNotEqualTo(Verdict.Kind.NATIVE);
        assertThat(noKernel.reason()).contains("ONNX Runtime").contains("Relu");
    }

    @Test
    void sharesAGraphWithAnotherBackend() {
        GraphBuilder g = GraphBuilder.named("shared");
        Ref x = g.input("x", ElementType.FLOAT, "N", 3);
        Ref condition = g.input("condition", ElementType.BOOL);
        Ref w = g.constant("w", Tensor.ofFloats(Shape.of(3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9));
        Ref h = x.then(new MatMul(), w).then(new Relu());
        GraphBuilder yes = g.body("yes");
        yes.output("a", yes.add(new MatMul(), h, w));
        GraphBuilder no = g.body("no");
        no.output("b", no.add(new Sqrt(), h));
        g.output("y", g.add(new If(yes.build(), no.build()), condition).then(new Relu()));
        Graph graph = g.build();
        SessionOptions options = SessionOptions.on("onnxruntime", "reference")
                .assigning(node -> Optional.of(node.operator() instanceof MatMul ? "onnxruntime" : "reference"));
        try (Session session = Session.open(graph, options)) {
            for (boolean choice : new boolean[] {true, false}) {
                Map<String, Tensor> inputs = Map.of("x", ramp(Shape.of(2, 3)), "condition", Tensor.scalar(choice));
                assertLikeReference(graph, session.run(inputs), inputs);
            }
            assertThat(session.explain().toString()).contains("onnxruntime").contains("reference");
        }
    }

    /** A partition as it is in a body that declares no types. */
    @Test
    void compilesForTheTypesThatComeWhereNoneAreKnown() {
        Graph graph = new Graph(
                "body",
                List.of(ValueInfo.of("x", null)),
                List.of(ValueInfo.of("y", null)),
                List.of(Node.of("", new Sqrt(), List.of("x"), List.of("y"))),
                Map.of(),
                List.of(),
                "",
                Map.of());
        Typing typing = BodyTypes.of(graph, new Typing(null, Limits.DEFAULT), Limits.DEFAULT);
        try (OnnxRuntimeDevice device = new OnnxRuntimeDevice(OnnxRuntimeOptions.of(Map.of()));
                Executable executable = device.compile(new Partition(graph, typing, Set.of(), Limits.DEFAULT))) {
            for (ElementType type : List.of(ElementType.FLOAT, ElementType.DOUBLE)) {
                for (Shape shape : List.of(Shape.of(2), Shape.of(1, 2), Shape.of(2, 1))) {
                    OneRun run = new OneRun(Tensor.ofLongs(type, shape, 4, 9));
                    executable.run(run);
                    assertThat(run.output.contentEquals(Tensor.ofLongs(type, shape, 2, 3)))
                            .isTrue();
                }
            }
        }
    }

    /** A run with one input and one output. */
    private static final class OneRun implements Invocation {
        private final Tensor input;
        private Tensor output;

        OneRun(Tensor input) {
            this.input = input;
            this.output = input;
        }

        @Override
        public List<Tensor> inputs() {
            return List.of(input);
        }

        @Override
        public Tensor output(int k, ElementType type, Shape shape) {
            output = Tensor.allocate(type, shape);
            return output;
        }

        @Override
        public void setOutput(int k, Tensor value) {
            output = value;
        }

        @Override
        public Deadline deadline() {
            return Deadline.none();
        }

        @Override
        public void claim(long bytes) {}
    }

    @Test
    void opensLargeModelsFromAFile() {
        Graph graph = layer(4);
        try (OnnxRuntimeDevice device = new OnnxRuntimeDevice(OnnxRuntimeOptions.of(Map.of()), 0)) {
            Typing typing = Typing.of(graph, Limits.DEFAULT);
            device.compile(new Partition(graph, typing, Set.of(), Limits.DEFAULT))
                    .close();
        }
    }

    @Test
    void isSharedByThreads() throws Exception {
        Graph graph = layer("N");
        try (Session session = Session.open(graph, OPTIONS);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 1; i < 50; i++) {
                Map<String, Tensor> inputs = Map.of("x", ramp(Shape.of(i, 3)));
                runs.add(threads.submit(() -> assertLikeReference(graph, session.run(inputs), inputs)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
    }

    @Test
    void failsWithTheReasonAndGoesOn() {
        GraphBuilder g = GraphBuilder.named("reshape");
        Ref x = g.input("x", ElementType.FLOAT, "N");
        Ref y = g.input("y", ElementType.FLOAT, "M", 2);
        g.output("z", x.then(new MatMul(), y));
        Graph graph = g.build();
        try (Session session = Session.open(graph, OPTIONS)) {
            assertThatThrownBy(() -> session.run(Map.of("x", ramp(Shape.of(3)), "y", ramp(Shape.of(4, 2)))))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("MatMul");
            Map<String, Tensor> inputs = Map.of("x", ramp(Shape.of(4)), "y", ramp(Shape.of(4, 2)));
            assertLikeReference(graph, session.run(inputs), inputs);
        }
    }

    @Test
    void stopsWhenItIsCancelled() {
        Graph graph = layer("N");
        Deadline deadline = Deadline.none();
        deadline.cancel();
        try (Session session = Session.open(graph, OPTIONS)) {
            assertThatThrownBy(() -> session.run(Map.of("x", ramp(Shape.of(1, 3))), deadline))
                    .isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void closesTwice() {
        Graph graph = layer(4);
        try (OnnxRuntimeDevice device = new OnnxRuntimeDevice(OnnxRuntimeOptions.of(Map.of()))) {
            Typing typing = Typing.of(graph, Limits.DEFAULT);
            Executable executable = device.compile(new Partition(graph, typing, Set.of(), Limits.DEFAULT));
            executable.close();
            executable.close();
        }
    }
}
