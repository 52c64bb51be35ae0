package dev.sardonyx.conformance.hostile;

import static dev.sardonyx.conformance.hostile.Expected.limit;
import static dev.sardonyx.conformance.hostile.Expected.type;
import static dev.sardonyx.conformance.hostile.Model.call;
import static dev.sardonyx.conformance.hostile.Model.model;
import static dev.sardonyx.conformance.hostile.Model.nodeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.DeadlineExceededException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.NodeProto;
import dev.sardonyx.onnx.proto.WireWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Loops without end, bodies and functions too deep. */
@Timeout(120)
final class ControlTest {
    private static final Limits LIMITS =
            Limits.DEFAULT.withTensorBytes(16 << 20).withSessionBytes(64 << 20).withLoopIterations(1000);

    /** Attribute type 5. */
    private static final byte[] KIND_GRAPH = {(byte) 0xa0, 1, 5};

    ControlTest() {}

    /** A body that hands on its condition and its carried values, with what {@code more} adds. */
    private static Model body(String... carried) {
        Model body = model().input("i", Model.INT64)
                .input("go", Model.BOOL)
                .node("Identity", "go", "goOn")
                .output("goOn");
        for (String name : carried) {
            body.input(name, Model.FLOAT, "N");
        }
        return body;
    }

    private static Model endless() {
        GraphProto body = body("v").node("Relu", "v", "w").output("w").graph();
        return model().input("x", Model.FLOAT, 2)
                .node("Loop", "- - x", "y", Model.body("body", body))
                .output("y");
    }

    private static Map<String, Value> x() {
        return Map.of("x", Tensor.ofFloats(Shape.of(2), 1, 2));
    }

    @TestFactory
    Stream<DynamicTest> endlessLoops() {
        GraphProto body = body("v").node("Relu", "v", "w").output("w").graph();
        Model most = model().input("x", Model.FLOAT, 2)
                .initializer(Model.int64Scalar("m", Long.MAX_VALUE))
                .node("Loop", "m - x", "y", Model.body("body", body))
                .output("y");
        GraphProto inside = model().node("Loop", "- - x", "inner", Model.body("body", body))
                .output("inner")
                .graph();
        Model nested = model().input("x", Model.FLOAT, 2)
                .initializer(Model.bool("c", true))
                .node("If", "c", "y", Model.body("then_branch", inside), Model.body("else_branch", other()))
                .output("y");
        GraphProto scanBody = model().input("s", Model.FLOAT)
                .node("Identity", "s", "t")
                .output("t")
                .graph();
        Model scan = model().input("x", Model.FLOAT, "N")
                .node("Scan", "x", "y", Model.body("body", scanBody), Model.integer("num_scan_inputs", 1))
                .output("y");
        Expected expected = limit("loopIterations").asked(1001).allowed(1000);
        return new Cases()
                        .run("no trip count", expected.node("n0"), endless(), LIMITS, x())
                        .run("trip count of 2^63-1", expected, most, LIMITS, x())
                        .run("in a branch", expected, nested, LIMITS, x())
                        .run(
                                "long scan",
                                limit("loopIterations").allowed(1000).node("n0"),
                                scan,
                                LIMITS,
                                Map.of("x", Tensor.allocate(ElementType.FLOAT, Shape.of(1001))))
                        .stream();
    }

    private static GraphProto other() {
        return model().node("Identity", "x", "same").output("same").graph();
    }

    @TestFactory
    Stream<DynamicTest> deadlinesStopLoops() {
        return Cases.BACKENDS.stream()
                .map(backend -> DynamicTest.dynamicTest(backend, () -> {
                    for (byte[] model : List.of(endless().bytes(), nestedLoops().bytes())) {
                        try (Session session = Cases.open(model, backend, Limits.DEFAULT)) {
                            long start = System.nanoTime();
                            type(DeadlineExceededException.class)
                                    .check(() -> session.run(x(), Deadline.after(Duration.ofMillis(200))));
                            assertThat(Duration.ofNanos(System.nanoTime() - start))
                                    .isLessThan(Duration.ofSeconds(5));
                            assertThat(session.memoryInUse()).isZero();
                        }
                    }
                }));
    }

    /** Five loops of a thousand iterations in one another. */
    private static Model nestedLoops() {
        GraphProto graph = body("v0").node("Relu", "v0", "w0").output("w0").graph();
        for (int depth = 1; depth < 5; depth++) {
            String v = "v" + depth;
            String w = "w" + depth;
            graph = model().input("i" + depth, Model.INT64)
                    .input("go" + depth, Model.BOOL)
                    .input(v, Model.FLOAT, "N")
                    .node("Identity", "go" + depth, "goOn" + depth)
                    .node("Loop", "m - " + v, w, Model.body("body", graph))
                    .output("goOn" + depth)
                    .output(w)
                    .graph();
        }
        return model().input("x", Model.FLOAT, 2)
                .initializer(Model.int64Scalar("m", 1000))
                .node("Loop", "m - x", "y", Model.body("body", graph))
                .output("y");
    }

    @TestFactory
    Stream<DynamicTest> whatLoopsCollectIsCounted() {
        GraphProto megabytes = body("v")
                .node("Relu", "v", "w")
                .node("Expand", "i2 mega", "part")
                .initializer(Model.floats("i2", 1))
                .initializer(Model.int64("mega", 1 << 18))
                .output("w")
                .output("part")
                .graph();
        Model stacked = model().input("x", Model.FLOAT, 2)
                .node("Loop", "- - x", "y parts", Model.body("body", megabytes))
                .output("parts");
        GraphProto doubling = body("v")
                .node("Concat", "v v", "w", Model.integer("axis", 0))
                .output("w")
                .graph();
        Model doubled = model().input("x", Model.FLOAT, "N")
                .node("Loop", "- - x", "y", Model.body("body", doubling))
                .output("y");
        return new Cases()
                        .run(
                                "stacked outputs",
                                limit("tensorBytes").allowed(16 << 20).node("n0"),
                                stacked,
                                LIMITS,
                                x())
                        .run("doubled carried value", limit("tensorBytes").allowed(16 << 20), doubled, LIMITS, x())
                        .run(
                                "growing sequence",
                                limit("sessionBytes").allowed(64 << 20),
                                growingSequence(),
                                LIMITS,
                                x())
                        .stream();
    }

    private static Model growingSequence() {
        GraphProto body = Model.modelOf(model().input("i", Model.INT64).input("go", Model.BOOL).graph().toBuilder()
                        .addInput(Model.value("s"))
                        .build())
                .node("Identity", "go", "goOn")
                .initializer(Model.floats("i2", 1))
                .initializer(Model.int64("mega", 1 << 18))
                .node("Expand", "i2 mega", "part")
                .node("SequenceInsert", "s part", "t")
                .output("goOn")
                .output("t")
                .graph();
        return model().input("x", Model.FLOAT, 2)
                .node("SequenceConstruct", "x", "first")
                .node("Loop", "- - first", "all", Model.body("body", body))
                .node("SequenceLength", "all", "y")
                .output("y");
    }

    /** Bodies in one another, in one branch of each. Written by hand, from inside: the writer recurses. */
    private static byte[] nestedIfs(int depth) {
        Deque<byte[]> parts = new ArrayDeque<>();
        parts.add(join(field(1, join(text(1, "x"), text(2, "leaf"), text(4, "Relu"))), field(12, text(1, "leaf"))));
        int size = parts.getFirst().length;
        for (int i = 0; i < depth; i++) {
            byte[] simple =
                    join(field(1, join(text(1, "x"), text(2, "e" + i), text(4, "Abs"))), field(12, text(1, "e" + i)));
            size = wrap(parts, size, 6, text(1, "then_branch"), KIND_GRAPH);
            byte[] other = field(5, join(text(1, "else_branch"), field(6, simple), KIND_GRAPH));
            size = wrap(parts, size, 5, join(text(1, "c"), text(2, "v" + i), text(4, "If")), other);
            size = wrap(parts, size, 1, new byte[0], field(12, text(1, "v" + i)));
        }
        byte[] inputs = WireWriter.toBytes(
                model().input("x", Model.FLOAT, 2).input("c", Model.BOOL).graph());
        parts.addFirst(inputs);
        wrap(parts, size + inputs.length, 7, new byte[] {8, 10}, field(8, new byte[] {16, 22}));
        return join(parts.toArray(new byte[0][]));
    }
    /** Makes the parts one field, with other fields around it; gives the new size. */
    private static int wrap(Deque<byte[]> parts, int size, int number, byte[] before, byte[] after) {
        byte[] header = join(before, header(number, size));
        parts.addFirst(header);
        parts.addLast(after);
        return header.length + size + after.length;
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] content) {
        return join(header(number, content.length), content);
    }

    private static byte[] header(int number, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        int rest = size;
        while (rest > 127) {
            out.write((rest & 127) | 128);
            rest >>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> bodiesTooDeep() {
        return new Cases()
                        .read("33 deep", nesting(), nestedIfs(33))
                        .read("1,000 deep", nesting(), nestedIfs(1000))
                        .read("10,000 deep", nesting(), nestedIfs(10_000))
                        .stream();
    }

    private static Expected nesting() {
        return type(LimitExceededException.class)
                .also(e -> assertThat(((LimitExceededException) e).limit()).isIn("subgraphNesting", "messageNesting"));
    }

    @TestFactory
    Stream<DynamicTest> bodiesAreInferredOnce() {
        byte[] bytes = nestedIfs(31);
        return Cases.BACKENDS.stream()
                .map(backend -> DynamicTest.dynamicTest(backend, () -> {
                    long start = System.nanoTime();
                    try (Session session = Cases.open(bytes, backend, Limits.DEFAULT)) {
                        Tensor x = Tensor.ofFloats(Shape.of(2), -1, 2);
                        Map<String, Value> yes = session.run(Map.of("x", x, "c", Tensor.scalar(true)));
                        assertThat(((Tensor) yes.get("v30")).toFloats()).containsExactly(0, 2);
                        Map<String, Value> no = session.run(Map.of("x", x, "c", Tensor.scalar(false)));
                        assertThat(((Tensor) no.get("v30")).toFloats()).containsExactly(1, 2);
                    }
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
                }));
    }

    private static Model calling() {
        return model().input("x", Model.FLOAT, 2).node(call("F0", "x", "y")).output("y");
    }

    private static NodeProto branching(String function) {
        GraphProto then = model().node(call(function, "a", "t")).output("t").graph();
        GraphProto otherwise = model().node("Abs", "a", "e").output("e").graph();
        return nodeOf("if", "If", "c", "b", Model.body("then_branch", then), Model.body("else_branch", otherwise));
    }

    @TestFactory
    Stream<DynamicTest> functions() {
        Expected circle = type(ModelInvalidException.class);
        Model chain = calling();
        Model exponential = calling();
        Model nested = model().input("x", Model.FLOAT, 2)
                .input("c", Model.BOOL)
                .node(call("F0", "x c", "y"))
                .output("y");
        for (int i = 0; i < 3000; i++) {
            chain.function("F" + i, "a", "b", call("F" + (i + 1), "a", "b"));
        }
        for (int i = 0; i < 40; i++) {
            String next = "F" + (i + 1);
            exponential.function("F" + i, "a", "b", call(next, "a", "m"), call(next, "m", "b"));
        }
        for (int i = 0; i < 60; i++) {
            GraphProto then =
                    model().node(call("F" + (i + 1), "a c", "t")).output("t").graph();
            GraphProto otherwise = model().node("Abs", "a", "e").output("e").graph();
            nested.function(
                    "F" + i,
                    "a c",
                    "b",
                    nodeOf(
                            "if",
                            "If",
                            "c",
                            "b",
                            Model.body("then_branch", then),
                            Model.body("else_branch", otherwise)));
        }
        chain.function("F3000", "a", "b", nodeOf("r", "Relu", "a", "b"));
        exponential.function("F40", "a", "b", nodeOf("r", "Relu", "a", "b"));
        nested.function("F60", "a c", "b", nodeOf("r", "Relu", "a", "b"));
        return new Cases()
                        .read(
                                "calls itself",
                                circle.says("local::F0 -> local::F0"),
                                calling().function("F0", "a", "b", call("F0", "a", "b")))
                        .read(
                                "call each other",
                                type(ModelInvalidException.class).says("local::F0 -> local::F1 -> local::F0"),
                                calling()
                                        .function("F0", "a", "b", call("F1", "a", "b"))
                                        .function("F1", "a", "b", call("F0", "a", "b")))
                        .read(
                                "calls itself from a body",
                                type(ModelInvalidException.class).says("local::F0 -> local::F0"),
                                calling().function("F0", "a", "b", branching("F0")))
                        .read("chain of 3000", limit("functionDepth").allowed(100), chain)
                        .read(
                                "bodies 60 deep once inlined",
                                limit("subgraphNesting").allowed(32),
                                nested)
                        .add("2^40 nodes", limit("nodes").allowed(1_000_000), () -> {
                            byte[] bytes = exponential.bytes();
                            long start = System.nanoTime();
                            try {
                                OnnxReader.read(bytes);
                            } finally {
                                assertThat(Duration.ofNanos(System.nanoTime() - start))
                                        .isLessThan(Duration.ofSeconds(1));
                            }
                        })
                        .stream();
    }

    @Test
    void theExponentialCountIsExact() {
        Model exponential = calling();
        for (int i = 0; i < 20; i++) {
            String next = "F" + (i + 1);
            exponential.function("F" + i, "a", "b", call(next, "a", "m"), call(next, "m", "b"));
        }
        exponential.function("F20", "a", "b", nodeOf("r", "Relu", "a", "b"));
        limit("nodes").asked(1 << 20).check(() -> OnnxReader.read(exponential.bytes()));
    }
}
