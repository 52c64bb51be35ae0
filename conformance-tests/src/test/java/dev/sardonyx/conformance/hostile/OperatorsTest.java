package dev.sardonyx.conformance.hostile;

import static dev.sardonyx.conformance.hostile.Expected.type;
import static dev.sardonyx.conformance.hostile.Model.integer;
import static dev.sardonyx.conformance.hostile.Model.ints;
import static dev.sardonyx.conformance.hostile.Model.model;
import static dev.sardonyx.conformance.hostile.Model.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.proto.AttributeProto;
import dev.sardonyx.onnx.proto.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Attributes and shapes that an operator cannot have, and tensors without elements. */
final class OperatorsTest {
    private static final long HUGE = 1L << 40;

    OperatorsTest() {}

    private static Model operands() {
        return model().input("x", Model.FLOAT, 1, 4, 5, 5)
                .input("w", Model.FLOAT, 4, 4, 3, 3)
                .input("v", Model.FLOAT, 6)
                .initializer(Model.int64("axes", 1, 1))
                .initializer(Model.int64("far", 9))
                .initializer(Model.int64("seven", 7))
                .initializer(Model.int64("minus", -1))
                .initializer(Model.int64("sizes", 2, 3))
                .initializer(Model.int64("zero", 0))
                .initializer(Model.int64("one", 1));
    }

    private record Bad(String operator, String inputs, String outputs, AttributeProto... attributes) {}

    private static Bad bad(String operator, String inputs, AttributeProto... attributes) {
        return new Bad(operator, inputs, "y", attributes);
    }

    private static List<Bad> attributes() {
        List<Bad> all = new ArrayList<>();
        for (long n : List.of(0L, -1L, Long.MIN_VALUE)) {
            all.add(bad("Conv", "x w", ints("strides", n, 1)));
            all.add(bad("Conv", "x w", ints("dilations", n, 1)));
            all.add(bad("Conv", "x w", integer("group", n)));
            all.add(bad("ConvTranspose", "x w", ints("strides", 1, n)));
            all.add(bad("MaxPool", "x", ints("kernel_shape", n, 1)));
            all.add(bad("MaxPool", "x", ints("kernel_shape", 2, 2), ints("strides", n, 1)));
            all.add(bad("AveragePool", "x", ints("kernel_shape", 1, n)));
            all.add(bad("LpPool", "x", ints("kernel_shape", 1, n)));
            all.add(bad("DepthToSpace", "x", integer("blocksize", n)));
            all.add(bad("SpaceToDepth", "x", integer("blocksize", n)));
            all.add(bad("Split", "v", integer("num_outputs", n)));
        }
        for (long n : List.of(HUGE, Long.MAX_VALUE, 1L << 32)) {
            all.add(bad("Conv", "x w", ints("dilations", n, n)));
            all.add(bad("MaxPool", "x", ints("kernel_shape", n, n)));
            all.add(bad("MaxPool", "x", ints("kernel_shape", 2, 2), ints("dilations", n, n)));
            all.add(bad("DepthToSpace", "x", integer("blocksize", n)));
            all.add(bad("SpaceToDepth", "x", integer("blocksize", n)));
            all.add(bad("Conv", "x w", integer("group", n)));
        }
        for (long axis : List.of(4L, -5L, Long.MAX_VALUE, Long.MIN_VALUE)) {
            for (String operator :
                    List.of("Softmax", "LogSoftmax", "Hardmax", "ArgMax", "LayerNormalization", "Concat")) {
                String inputs = operator.equals("LayerNormalization") || operator.equals("Concat") ? "x x" : "x";
                all.add(bad(operator, inputs, integer("axis", axis)));
            }
            all.add(bad("Gather", "x zero", integer("axis", axis)));
            all.add(bad("TopK", "x one", integer("axis", axis)));
        }
        all.add(bad("Flatten", "x", integer("axis", 5)));
        all.add(bad("Split", "x", integer("axis", 4), integer("num_outputs", 1)));
        all.add(bad("Conv", "x w", integer("group", 3)));
        all.add(bad("Conv", "x w", ints("strides", 1)));
        all.add(bad("Conv", "x w", ints("pads", 1, 1)));
        all.add(bad("Conv", "x w", ints("pads", -9, 0, 0, 0)));
        all.add(bad("Conv", "x w", ints("kernel_shape", 2, 2)));
        all.add(bad("Conv", "x w", text("auto_pad", "FROB")));
        all.add(bad("Conv", "x v"));
        all.add(bad("Conv", "v w"));
        all.add(bad("MaxPool", "x", ints("kernel_shape", 6, 6)));
        all.add(bad("AveragePool", "x", ints("kernel_shape", 6, 1)));
        all.add(bad("MaxPool", "x", ints("kernel_shape", 2, 2), ints("pads", Long.MAX_VALUE, 0, Long.MAX_VALUE, 0)));
        all.add(bad("MaxPool", "v", ints("kernel_shape", 2, 2)));
        all.add(bad("Conv", "x w", ints("dilations", 3, 3)));
        all.add(bad("Transpose", "x", ints("perm", 0, 0, 1, 2)));
        all.add(bad("Transpose", "x", ints("perm", 0, 1, 2)));
        all.add(bad("Transpose", "x", ints("perm", 0, 1, 2, 4)));
        all.add(bad("Transpose", "x", ints("perm", 0, 1, 2, -1)));
        all.add(bad("Unsqueeze", "x axes"));
        all.add(bad("Unsqueeze", "x far"));
        all.add(bad("Squeeze", "x one"));
        all.add(bad("Squeeze", "x far"));
        all.add(bad("ReduceSum", "x far"));
        all.add(bad("ReduceSum", "x axes"));
        all.add(new Bad("Split", "v sizes", "y z"));
        all.add(new Bad("Split", "v", "y z", integer("num_outputs", 1)));
        all.add(new Bad("TopK", "v seven", "y z"));
        all.add(new Bad("TopK", "v minus", "y z"));
        all.add(bad("DepthToSpace", "x", integer("blocksize", 3)));
        all.add(bad("DepthToSpace", "x", integer("blocksize", 2), text("mode", "FROB")));
        all.add(bad("Tile", "v minus"));
        all.add(bad("Tile", "v sizes"));
        all.add(bad("Expand", "v minus"));
        all.add(bad("Expand", "v sizes"));
        all.add(bad("Slice", "v zero one zero zero"));
        all.add(bad("Slice", "v zero one far"));
        all.add(bad("Pad", "v zero"));
        all.add(bad("Pad", "x zero", text("mode", "frob")));
        all.add(bad("Einsum", "x", text("equation", "abc->a")));
        all.add(bad("Einsum", "x", text("equation", "abcd->e")));
        all.add(bad("Einsum", "x", text("equation", "->->")));
        all.add(bad("MatMul", "x v"));
        all.add(bad("Gemm", "v v"));
        all.add(bad("Concat", "x w", integer("axis", 1)));
        all.add(bad("Resize", "x - - zero"));
        all.add(bad("OneHot", "zero minus v"));
        all.add(bad("ConstantOfShape", "minus"));
        all.add(bad("Range", "zero one zero"));
        all.add(bad("CumSum", "x far"));
        all.add(bad("Trilu", "v"));
        all.add(bad("EyeLike", "v"));
        all.add(bad("Det", "v"));
        all.add(bad("GatherND", "v sizes"));
        all.add(bad("Cast", "x", integer("to", ElementType.COMPLEX64.code())));
        all.add(bad("LSTM", "v v v"));
        all.add(bad("GRU", "x x x", integer("hidden_size", -1)));
        all.add(bad("BatchNormalization", "x v v v v"));
        all.add(bad("InstanceNormalization", "x v v"));
        all.add(bad("GroupNormalization", "x v v", integer("num_groups", 0)));
        all.add(bad("GroupNormalization", "x v v", integer("num_groups", 3)));
        all.add(bad("LRN", "x", integer("size", 0)));
        all.add(bad("LRN", "x", integer("size", -1)));
        all.add(bad("QuantizeLinear", "x v"));
        all.add(bad("DequantizeLinear", "x v"));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> badAttributes() {
        Cases cases = new Cases();
        for (Bad b : attributes()) {
            Model model = operands().node(b.operator, b.inputs, b.outputs, b.attributes);
            for (String output : b.outputs.split(" ")) {
                model.output(output);
            }
            String values = Arrays.stream(b.attributes)
                    .map(a -> " " + a.nameOrEmpty() + "="
                            + Arrays.toString(a.ints().toLongs()) + a.i())
                    .reduce("", String::concat);
            Expected expected = type(SardonyxException.class).also(e -> {
                assertThat(e)
                        .isInstanceOfAny(
                                ModelInvalidException.class,
                                ExecutionException.class,
                                UnsupportedModelException.class,
                                LimitExceededException.class);
                assertThat(e.getCause() == null || e.getCause() instanceof SardonyxException)
                        .as("%s with cause %s", e, e.getCause())
                        .isTrue();
                if (!(e instanceof UnsupportedModelException)) {
                    assertThat(e.where().node()).as("node of %s", e).isEqualTo("n0");
                }
            });
            cases.run(b.operator + "(" + b.inputs + ")" + values, expected, model, given());
        }
        return cases.stream();
    }

    private static Map<String, Value> given() {
        return Map.of(
                "x",
                Tensor.allocate(ElementType.FLOAT, Shape.of(1, 4, 5, 5)),
                "w",
                Tensor.allocate(ElementType.FLOAT, Shape.of(4, 4, 3, 3)),
                "v",
                Tensor.allocate(ElementType.FLOAT, Shape.of(6)));
    }

    @TestFactory
    Stream<DynamicTest> windowsLargerThanTheInput() {
        Model pool = model().input("x", Model.FLOAT, 1, 1, "H", "W")
                .node("MaxPool", "x", "y", ints("kernel_shape", 3, 3))
                .output("y");
        Model conv = model().input("x", Model.FLOAT, 1, 1, "H", "W")
                .initializer(Model.tensor("w", Model.FLOAT, 1, 1, 3, 3)
                        .rawData(Bytes.of(new byte[36]))
                        .build())
                .node("Conv", "x w", "y")
                .output("y");
        Map<String, Value> small = Map.of("x", Tensor.allocate(ElementType.FLOAT, Shape.of(1, 1, 2, 2)));
        Expected expected = type(ExecutionException.class).node("n0").says("3", "2");
        return new Cases().run("pool", expected, pool, small).run("conv", expected, conv, small).stream();
    }

    private record Reshape(String name, boolean allowzero, long... shape) {}

    @TestFactory
    Stream<DynamicTest> reshapes() {
        List<Reshape> all = List.of(
                new Reshape("two open dimensions", false, -1, -1),
                new Reshape("0 beyond the rank", false, 6, 1, 1, 0),
                new Reshape("0 and -1 with allowzero", true, 0, -1),
                new Reshape("product too small", false, 5),
                new Reshape("product too large", false, 7),
                new Reshape("not divisible", false, 4, -1),
                new Reshape("-2", false, -2, 3),
                new Reshape("product that overflows", false, HUGE, HUGE),
                new Reshape("product that wraps to the right one", false, 6, 1L << 62, 4),
                new Reshape("most negative", false, Long.MIN_VALUE),
                new Reshape("0 of elements", true, 0, 6));
        Cases cases = new Cases();
        Tensor x = Tensor.allocate(ElementType.FLOAT, Shape.of(2, 3));
        for (Reshape r : all) {
            AttributeProto zero = integer("allowzero", r.allowzero ? 1 : 0);
            Model constant = model().input("x", Model.FLOAT, 2, 3)
                    .initializer(Model.int64("s", r.shape))
                    .node("Reshape", "x s", "y", zero)
                    .output("y");
            Model driven = model().input("x", Model.FLOAT, "N", "M")
                    .input("s", Model.INT64, r.shape.length)
                    .node("Reshape", "x s", "y", zero)
                    .output("y");
            Expected expected = type(SardonyxException.class).node("n0").also(e -> {
                assertThat(e)
                        .isInstanceOfAny(
                                ModelInvalidException.class, ExecutionException.class, LimitExceededException.class);
            });
            cases.run(r.name + ", constant", expected, constant, Map.of("x", x));
            cases.run(r.name + ", given", expected, driven, Map.of("x", x, "s", Tensor.ofInt64(r.shape)));
        }
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> anOpenDimensionBesideACopiedZeroIsWhatItIsForAnyOtherSize() {
        byte[] model = model().input("x", Model.FLOAT, "N", "M", 2)
                .initializer(Model.int64("s", 0, -1))
                .node("Reshape", "x s", "y")
                .output("y")
                .bytes();
        Map<String, Tensor> none = Map.of("x", Tensor.allocate(ElementType.FLOAT, Shape.of(0, 3, 2)));
        return Cases.BACKENDS.stream()
                .map(backend -> DynamicTest.dynamicTest(backend, () -> {
                    Tensor y = (Tensor)
                            Cases.run(model, backend, Limits.DEFAULT, none).get("y");
                    assertThat(y.shape()).isEqualTo(Shape.of(0, 6));
                }));
    }

    /** A chain of operators over N rows; N may be 0. */
    private static Model rows(String operator) {
        Model m = model().input("x", Model.FLOAT, "N", 4)
                .initializer(Model.tensor("w", Model.FLOAT, 4, 3)
                        .rawData(Bytes.of(new byte[48]))
                        .build())
                .initializer(Model.floats("four", 1, 2, 3, 4))
                .initializer(Model.int64("none"))
                .initializer(Model.int64("first", 0))
                .initializer(Model.int64("second", 1))
                .initializer(Model.int64("flat", -1, 2))
                .initializer(Model.int64("image", -1, 1, 2, 2))
                .initializer(Model.int64("twice", 2, 2))
                .initializer(Model.int64("pads", 0, 1, 0, 1))
                .initializer(Model.int64("one", 1));
        return (switch (operator) {
                    case "MatMul" -> m.node("MatMul", "x w", "y");
                    case "MatMul of no columns" -> m.node("Transpose", "x", "t").node("MatMul", "t x", "y");
                    case "Gemm" -> m.node("Gemm", "x w", "y");
                    case "Add" -> m.node("Add", "x four", "y");
                    case "Where" -> m.node("Less", "x four", "c").node("Where", "c x four", "y");
                    case "Softmax" -> m.node("Softmax", "x", "y", integer("axis", -1));
                    case "Softmax over nothing" -> m.node("Softmax", "x", "y", integer("axis", 0));
                    case "ReduceSum" -> m.node("ReduceSum", "x first", "y");
                    case "ReduceMean" -> m.node("ReduceMean", "x second", "y");
                    case "ReduceMax" -> m.node("ReduceMax", "x second", "y");
                    case "Concat" -> m.node("Concat", "x x", "y", integer("axis", 0));
                    case "Gather" -> m.node("Gather", "x none", "y", integer("axis", 1));
                    case "Slice" -> m.node("Slice", "x first second second", "y");
                    case "Reshape" -> m.node("Reshape", "x image", "y");
                    case "Tile" -> m.node("Tile", "x twice", "y");
                    case "Pad" -> m.node("Pad", "x pads", "y");
                    case "Split" -> m.node("Split", "x", "y z", integer("axis", 1), integer("num_outputs", 2));
                    case "TopK" -> m.node("TopK", "x one", "y z", integer("axis", 1));
                    case "Cast" -> m.node("Cast", "x", "y", integer("to", Model.INT64));
                    case "LayerNormalization" -> m.node("LayerNormalization", "x four", "y");
                    case "MaxPool" ->
                        m.node("Reshape", "x image", "i").node("MaxPool", "i", "y", ints("kernel_shape", 2, 2));
                    case "AveragePool" ->
                        m.node("Reshape", "x image", "i").node("AveragePool", "i", "y", ints("kernel_shape", 2, 2));
                    case "Conv" ->
                        m.initializer(Model.tensor("k", Model.FLOAT, 1, 1, 2, 2)
                                        .rawData(Bytes.of(new byte[16]))
                                        .build())
                                .node("Reshape", "x image", "i")
                                .node("Conv", "i k", "y");
                    case "GlobalAveragePool" ->
                        m.node("Reshape", "x image", "i").node("GlobalAveragePool", "i", "y");
                    case "Einsum" -> m.node("Einsum", "x w", "y", text("equation", "ij,jk->ik"));
                    case "ArgMax" -> m.node("ArgMax", "x", "y", integer("axis", 1));
                    case "CumSum" -> m.node("CumSum", "x one", "y");
                    default -> m.node(operator, "x", "y");
                })
                .output("y");
    }

    @TestFactory
    Stream<DynamicTest> emptyTensors() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String operator : List.of(
                "Relu",
                "Exp",
                "Erf",
                "Gelu",
                "Transpose",
                "Identity",
                "Shape",
                "Size",
                "NonZero",
                "Flatten",
                "MatMul",
                "MatMul of no columns",
                "Gemm",
                "Add",
                "Where",
                "Softmax",
                "Softmax over nothing",
                "ReduceSum",
                "ReduceMean",
                "ReduceMax",
                "Concat",
                "Gather",
                "Slice",
                "Reshape",
                "Tile",
                "Pad",
                "Split",
                "TopK",
                "Cast",
                "LayerNormalization",
                "MaxPool",
                "AveragePool",
                "Conv",
                "GlobalAveragePool",
                "Einsum",
                "ArgMax",
                "CumSum")) {
            byte[] bytes = rows(operator).bytes();
            Map<String, Tensor> none = Map.of("x", Tensor.allocate(ElementType.FLOAT, Shape.of(0, 4)));
            tests.add(DynamicTest.dynamicTest(operator, () -> {
                Tensor expected = (Tensor)
                        Cases.run(bytes, "reference", Limits.DEFAULT, none).get("y");
                for (String backend : Cases.BACKENDS) {
                    Tensor actual = (Tensor)
                            Cases.run(bytes, backend, Limits.DEFAULT, none).get("y");
                    assertThat(actual.contentEquals(expected))
                            .as("%s: %s, expected %s", backend, actual, expected)
                            .isTrue();
                }
            }));
        }
        return tests.stream();
    }
}
