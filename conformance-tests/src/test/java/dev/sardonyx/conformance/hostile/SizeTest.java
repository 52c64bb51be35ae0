package dev.sardonyx.conformance.hostile;

import static dev.sardonyx.conformance.hostile.Expected.limit;
import static dev.sardonyx.conformance.hostile.Model.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.pass.FoldConstants;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Small models that ask for much memory. */
final class SizeTest {
    private static final long MIB = 1 << 20;
    private static final Limits LIMITS =
            Limits.DEFAULT.withTensorBytes(16 * MIB).withSessionBytes(64 * MIB);

    SizeTest() {}

    /** The most memory this process ever had, in bytes; 0 where the system does not tell. */
    private static long peak() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void withoutGrowing(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) throws Throwable {
        long before = peak();
        try {
            action.call();
        } finally {
            assertThat(peak() - before).as("growth of the process").isLessThan(384 * MIB);
        }
    }

    /** An operator whose input {@code s} decides the size of its output. */
    private record Bomb(String operator, String inputs, TensorProto x, long[] s, boolean scalar, AttributeProto... a) {
        Model constant() {
            return common().initializer(scalar ? Model.int64Scalar("s", s[0]) : Model.int64("s", s));
        }

        Model driven() {
            return scalar ? common().input("s", Model.INT64) : common().input("s", Model.INT64, s.length);
        }

        private Model common() {
            return model().initializer(x)
                    .initializer(Model.int64Scalar("zero", 0))
                    .initializer(Model.int64Scalar("one", 1))
                    .initializer(Model.floats("pair", 0, 1))
                    .initializer(Model.int64("twos", 2, 2))
                    .node(operator, inputs, "y", a)
                    .output("y");
        }

        Map<String, Value> given() {
            return Map.of("s", scalar ? Tensor.scalar(s[0]) : Tensor.ofInt64(s));
        }
    }

    private static Bomb bomb(String operator, String inputs, TensorProto x, long[] s, AttributeProto... a) {
        return new Bomb(operator, inputs, x, s, false, a);
    }

    private static Bomb scalarBomb(String operator, String inputs, TensorProto x, long s, AttributeProto... a) {
        return new Bomb(operator, inputs, x, new long[] {s}, true, a);
    }

    private static long[] of(long... s) {
        return s;
    }

    private static TensorProto floats(long... dims) {
        int count = (int) Shape.of(dims).elements();
        return Model.tensor("x", Model.FLOAT, dims)
                .rawData(Bytes.of(new byte[4 * count]))
                .build();
    }

    private static TensorProto strings(long... dims) {
        return Model.tensor("x", ElementType.STRING.code(), dims)
                .addStringData(Bytes.of("a"))
                .build();
    }

    private static List<Bomb> bombs() {
        return List.of(
                bomb("ConstantOfShape", "s", floats(1), of(1 << 20, 1 << 20)),
                bomb("ConstantOfShape", "s", floats(1), of(1L << 31, 1L << 31, 4)),
                bomb("Expand", "x s", floats(1), of(1 << 15, 1 << 15)),
                bomb("Expand", "x s", strings(1), of(1 << 28)),
                bomb("Tile", "x s", floats(2), of(1 << 30)),
                bomb("Tile", "x s", floats(2, 2), of(1L << 40, 1L << 40)),
                bomb("Tile", "x s", strings(1), of(1 << 28)),
                bomb("Pad", "x s", floats(2), of(0, 1 << 30)),
                bomb("Pad", "x s", floats(2, 2), of(1 << 20, 0, 0, 1 << 20), Model.text("mode", "edge")),
                bomb("Resize", "x - - s", floats(1, 1, 2, 2), of(1, 1, 1 << 16, 1 << 16)),
                bomb("CenterCropPad", "x s", floats(2, 2), of(1 << 16, 1 << 16)),
                bomb("AffineGrid", "theta s", floats(1), of(1, 1, 1 << 16, 1 << 16)),
                bomb("MaxUnpool", "x places s", floats(1, 1, 1, 1), of(1, 1, 1 << 16, 1 << 16), kernel()),
                scalarBomb("Range", "zero s one", floats(1), 1L << 40),
                scalarBomb("OneHot", "twos s pair", floats(1), 1 << 30),
                scalarBomb("HannWindow", "s", floats(1), 1L << 40),
                scalarBomb("BlackmanWindow", "s", floats(1), 1L << 30),
                scalarBomb("DFT", "x s one", floats(1, 4, 1), 1L << 26),
                scalarBomb("MelWeightMatrix", "s s s low high", floats(1), 1 << 20));
    }

    private static TensorProto theta() {
        return Model.tensor("theta", Model.FLOAT, 1, 2, 3)
                .rawData(Bytes.of(new byte[24]))
                .build();
    }

    private static AttributeProto kernel() {
        return Model.ints("kernel_shape", 1, 1);
    }

    @TestFactory
    Stream<DynamicTest> sizesAreCheckedBeforeMemoryIsTaken() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Bomb bomb : bombs()) {
            for (String backend : Cases.BACKENDS) {
                String name = bomb.operator + " to " + java.util.Arrays.toString(bomb.s) + " of " + bomb.x.dataType();
                if (backend.equals("cpu")
                        && Integer.valueOf(ElementType.STRING.code()).equals(bomb.x.dataType())) {
                    continue; // it takes no strings
                }
                tests.add(DynamicTest.dynamicTest(
                        name + ", constant, on " + backend,
                        () -> explode(extra(bomb, bomb.constant()), backend, Map.of())));
                tests.add(DynamicTest.dynamicTest(
                        name + ", given, on " + backend,
                        () -> explode(extra(bomb, bomb.driven()), backend, bomb.given())));
            }
        }
        return tests.stream();
    }

    private static Model extra(Bomb bomb, Model model) {
        return switch (bomb.operator) {
            case "AffineGrid" -> model.initializer(theta());
            case "MaxUnpool" ->
                model.initializer(Model.tensor("places", Model.INT64, 1, 1, 1, 1)
                        .int64Data(Model.int32s(0))
                        .build());
            case "MelWeightMatrix" ->
                model.initializer(Model.floatScalar("low", 0)).initializer(Model.floatScalar("high", 8000));
            default -> model;
        };
    }

    private static void explode(Model model, String backend, Map<String, Value> inputs) throws Throwable {
        byte[] bytes = model.bytes();
        limit("tensorBytes")
                .allowed(LIMITS.tensorBytes())
                .also(e -> assertThat(e.where().node()).as("node").isNotNull())
                .check(() -> withoutGrowing(() -> Cases.run(bytes, backend, LIMITS, inputs)));
    }

    @TestFactory
    Stream<DynamicTest> sizesThatFollowFromInputs() {
        Cases cases = new Cases();
        Tensor column = Tensor.allocate(ElementType.FLOAT, Shape.of(1 << 15, 1));
        Tensor row = Tensor.allocate(ElementType.FLOAT, Shape.of(1, 1 << 15));
        for (String operator : List.of("Add", "MatMul", "Max", "Less", "Mod")) {
            Model model = model().input("a", Model.FLOAT, "N", "one")
                    .input("b", Model.FLOAT, "uno", "M")
                    .node(
                            operator,
                            "a b",
                            "y",
                            operator.equals("Mod")
                                    ? new AttributeProto[] {Model.integer("fmod", 1)}
                                    : new AttributeProto[0])
                    .output("y");
            cases.run(operator, limit("tensorBytes"), model, LIMITS, Map.of("a", column, "b", row));
        }
        Model einsum = model().input("a", Model.FLOAT, "N", "one")
                .input("b", Model.FLOAT, "uno", "M")
                .node("Einsum", "a b", "y", Model.text("equation", "ij,kl->il"))
                .output("y");
        cases.run("Einsum", limit("tensorBytes"), einsum, LIMITS, Map.of("a", column, "b", row));
        Model eye = model().input("x", Model.FLOAT, "N", "N")
                .node("EyeLike", "x", "y", Model.integer("dtype", ElementType.DOUBLE.code()))
                .output("y");
        cases.run("EyeLike", limit("tensorBytes").asked(8 * 1500 * 1500), eye, LIMITS, square());
        Model transposed = model().input("x", Model.FLOAT, 1, 1, "H", "W")
                .input("w", Model.FLOAT, 1, 1, 1, 1)
                .node("ConvTranspose", "x w", "y", Model.ints("strides", 1000, 1000))
                .output("y");
        Tensor image = Tensor.allocate(ElementType.FLOAT, Shape.of(1, 1, 100, 100));
        Tensor weight = Tensor.allocate(ElementType.FLOAT, Shape.of(1, 1, 1, 1));
        cases.run("ConvTranspose", limit("tensorBytes"), transposed, LIMITS, Map.of("x", image, "w", weight));
        for (String operator : List.of("RandomNormal", "RandomUniform")) {
            Model random = model().node(operator, "", "y", Model.ints("shape", 1 << 16, 1 << 16))
                    .output("y");
            cases.run(operator, limit("tensorBytes"), random, LIMITS, Map.of());
        }
        return cases.stream();
    }

    private static Map<String, Value> square() {
        return Map.of("x", Tensor.allocate(ElementType.FLOAT, Shape.of(1500, 1500)));
    }

    @TestFactory
    Stream<DynamicTest> nothingIsTakenForEmptyTensorsOfHugeDimensions() {
        long huge = 1 << 30;
        List<DynamicTest> tests = new ArrayList<>();
        for (String operator : List.of(
                "Relu",
                "Transpose",
                "Expand",
                "Tile",
                "Pad",
                "Concat",
                "Softmax",
                "Gather",
                "Slice",
                "ReduceSum",
                "Flip",
                "ArgMax",
                "CumSum",
                "Resize",
                "Split",
                "Trilu")) {
            Model model = model().input("x", Model.FLOAT, "N", "M")
                    .initializer(Model.int64("s", 0, huge))
                    .initializer(Model.int64("ones", 1, 1))
                    .initializer(Model.int64("pads", 0, 1, 0, 1))
                    .initializer(Model.int64Scalar("axis", 1))
                    .initializer(Model.int64("from", -1))
                    .initializer(Model.int64("to", Long.MIN_VALUE))
                    .initializer(Model.int64("axes", 1))
                    .initializer(Model.int64("none"));
            model = switch (operator) {
                case "Expand" -> model.node("Expand", "x s", "y");
                case "Tile" -> model.node("Tile", "x ones", "y");
                case "Pad" -> model.node("Pad", "x pads", "y");
                case "Concat" -> model.node("Concat", "x x", "y", Model.integer("axis", 0));
                case "Gather" -> model.node("Gather", "x none", "y", Model.integer("axis", 0));
                case "Slice", "Flip" -> model.node("Slice", "x from to axes from", "y");
                case "ReduceSum" -> model.node("ReduceSum", "x axes", "y");
                case "ArgMax" -> model.node("ArgMax", "x", "y", Model.integer("axis", 1));
                case "CumSum" -> model.node("CumSum", "x axis", "y");
                case "Resize" -> model.node("Resize", "x - - s", "y");
                case "Split" ->
                    model.node("Split", "x", "y y2", Model.integer("axis", 1), Model.integer("num_outputs", 2));
                default -> model.node(operator, "x", "y");
            };
            byte[] bytes = model.output("y").bytes();
            Map<String, Tensor> inputs = Map.of("x", Tensor.allocate(ElementType.FLOAT, Shape.of(0, huge)));
            for (String backend : Cases.BACKENDS) {
                tests.add(DynamicTest.dynamicTest(
                        operator + " on " + backend,
                        () -> withoutGrowing(() -> {
                            try {
                                Cases.run(bytes, backend, LIMITS, inputs);
                            } catch (SardonyxException e) {
                                assertThat(e.getMessage()).isNotBlank();
                            }
                        })));
            }
        }
        return tests.stream();
    }

    private static Limits folding(long tensorBytes, long totalBytes) {
        Limits l = Limits.DEFAULT;
        return new Limits(
                l.messageNesting(),
                l.subgraphNesting(),
                l.functionDepth(),
                l.functions(),
                l.nodes(),
                l.nameLength(),
                l.rank(),
                l.attributeElements(),
                l.tensorBytes(),
                tensorBytes,
                totalBytes,
                l.sessionBytes(),
                l.loopIterations(),
                l.passRounds());
    }

    @Test
    void foldingSkipsWhatIsTooLarge() {
        Model model = model().initializer(floats(1)).initializer(Model.int64("s", 1 << 16));
        for (int i = 0; i < 10; i++) {
            model.node("Expand", "x s", "y" + i).output("y" + i);
        }
        Graph graph = OnnxReader.read(model.bytes()).graph();
        assertThat(new FoldConstants().apply(graph, folding(1 << 18, 1 << 20)).nodes())
                .hasSize(6);
        assertThat(new FoldConstants()
                        .apply(graph, folding((1 << 18) - 1, 1 << 20))
                        .nodes())
                .hasSize(10);
        for (String backend : Cases.BACKENDS) {
            Value y = Cases.run(model.bytes(), backend, folding(0, 0), Map.of()).get("y9");
            assertThat(((Tensor) y).elements()).isEqualTo(1 << 16);
        }
    }

    @TestFactory
    Stream<DynamicTest> whatIsAliveTogetherIsBounded() {
        Model model = model().input("x", Model.FLOAT, "N");
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            model.initializer(Model.floats("w" + i, i)).node("Add", "x w" + i, "v" + i);
            all.append(i == 0 ? "" : " ").append("v").append(i);
        }
        byte[] bytes = model.node("Max", all.toString(), "y").output("y").bytes();
        return Cases.BACKENDS.stream()
                .map(backend -> DynamicTest.dynamicTest(backend, () -> {
                    Limits limits = LIMITS.withSessionBytes(4 * MIB);
                    try (Session session = Cases.open(bytes, backend, limits)) {
                        Tensor large = Tensor.allocate(ElementType.FLOAT, Shape.of(1 << 16));
                        limit("sessionBytes")
                                .allowed(4 * MIB)
                                .check(() -> withoutGrowing(() -> session.run(Map.of("x", large))));
                        assertThat(session.memoryInUse()).isZero();
                        Tensor y = (Tensor) session.run(Map.of("x", Tensor.ofFloats(Shape.of(2), 1, 2)))
                                .get("y");
                        assertThat(y.toFloats()).containsExactly(100, 101);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> doublingChains() {
        Cases cases = new Cases();
        Model constant = model().initializer(Model.floats("v0", 1, 2, 3, 4));
        Model given = model().input("v0", Model.FLOAT, "N");
        Model open = model().input("v0", Model.FLOAT, "N", "M");
        for (int i = 0; i < 40; i++) {
            String in = "v" + i + " v" + i;
            constant.node("Concat", in, "v" + (i + 1), Model.integer("axis", 0));
            given.node("Concat", in, "v" + (i + 1), Model.integer("axis", 0));
            open.node("Concat", in, "v" + (i + 1), Model.integer("axis", i % 2));
        }
        Tensor four = Tensor.ofFloats(Shape.of(4), 1, 2, 3, 4);
        return cases
                .run("constant", limit("tensorBytes"), constant.output("v40"), LIMITS, Map.of())
                .run("given", limit("tensorBytes"), given.output("v40"), LIMITS, Map.of("v0", four))
                .run(
                        "two axes",
                        limit("tensorBytes"),
                        open.output("v40"),
                        LIMITS,
                        Map.of("v0", four.reshaped(Shape.of(2, 2))))
                .stream();
    }
}
