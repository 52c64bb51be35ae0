package dev.sardonyx.conformance.hostile;

import static dev.sardonyx.conformance.hostile.Expected.limit;
import static dev.sardonyx.conformance.hostile.Expected.type;
import static dev.sardonyx.conformance.hostile.Model.call;
import static dev.sardonyx.conformance.hostile.Model.model;
import static dev.sardonyx.conformance.hostile.Model.nodeOf;
import static dev.sardonyx.conformance.hostile.Model.opset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.ReadOptions;
import dev.sardonyx.onnx.proto.AttributeType;
import dev.sardonyx.onnx.proto.GraphProto;
import dev.sardonyx.onnx.proto.ModelProto;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Models that parse, but are against ONNX's rules. */
final class MeaningTest {
    MeaningTest() {}

    private static Expected invalid() {
        return type(ModelInvalidException.class);
    }

    private static Expected unsupported() {
        return type(UnsupportedModelException.class);
    }

    private static Model good() {
        return model().input("x", Model.FLOAT, 2).node("Relu", "x", "y").output("y");
    }

    private static byte[] opsets(long... versions) {
        ModelProto.Builder proto = ModelProto.builder().irVersion(10).graph(good().graph());
        for (long version : versions) {
            proto.addOpsetImport(opset("", version));
        }
        return Model.bytes(proto);
    }

    @TestFactory
    Stream<DynamicTest> headers() {
        ModelProto.Builder noGraph = ModelProto.builder().irVersion(10).addOpsetImport(opset("", 22));
        ModelProto.Builder noIr = ModelProto.builder().graph(good().graph()).addOpsetImport(opset("", 22));
        return new Cases()
                        .read("no graph", invalid().says("no graph"), Model.bytes(noGraph))
                        .read("no opset", invalid().says("operator set"), opsets())
                        .read("no ir_version", invalid().says("ir_version"), Model.bytes(noIr))
                        .read(
                                "ir_version -1",
                                invalid(),
                                Model.bytes(good().proto().irVersion(-1)))
                        .read(
                                "newer ir_version",
                                unsupported().says("99", "13"),
                                Model.bytes(good().proto().irVersion(99)))
                        .read("opset too new", unsupported().says("99", "27"), opsets(99))
                        .read("opset in development", unsupported().says("28", "own risk"), opsets(28))
                        .read("opset 0", invalid().says("operator set 0"), opsets(0))
                        .read("opset negative", invalid(), opsets(Long.MIN_VALUE))
                        .read("opset twice", invalid().says("imported twice"), opsets(21, 22))
                        .read(
                                "opset twice, the other name of the domain",
                                invalid().says("imported twice"),
                                aiOnnx())
                        .read(
                                "operator newer than the opset",
                                unsupported()
                                        .also(e -> assertThat(((UnsupportedModelException) e).missing())
                                                .singleElement()
                                                .satisfies(m ->
                                                        assertThat(m.toString()).contains("Gelu-13", "20"))),
                                gelu())
                        .stream();
    }

    private static byte[] aiOnnx() {
        return Model.bytes(good().proto().addOpsetImport(opset("ai.onnx", 22)));
    }

    private static byte[] gelu() {
        Model model = model().input("x", Model.FLOAT, 2).node("Gelu", "x", "y").output("y");
        return Model.bytes(
                ModelProto.builder().irVersion(8).graph(model.graph()).addOpsetImport(opset("", 13)));
    }

    @Test
    void everythingUnknownIsListedAtOnce() {
        Model model = model().input("x", Model.FLOAT, 2)
                .node("Frobnicate", "x", "a")
                .node("Relu", "a", "b")
                .node("Frobnicate", "b", "c")
                .node(nodeOf("g", "Gradient", "c", "d").toBuilder()
                        .domain("ai.onnx.preview.training")
                        .build())
                .node(nodeOf("custom", "Evil", "d", "y").toBuilder()
                        .domain("com.example")
                        .build())
                .output("y");
        unsupported()
                .also(e -> {
                    List<UnsupportedModelException.Missing> missing = ((UnsupportedModelException) e).missing();
                    assertThat(missing).hasSize(3);
                    assertThat(missing.getFirst().name()).isEqualTo("Frobnicate");
                    assertThat(missing.getFirst().count()).isEqualTo(2);
                    assertThat(missing.get(1).domain()).isEqualTo("ai.onnx.preview.training");
                    assertThat(missing.get(2).domain()).isEqualTo("com.example");
                })
                .check(() -> OnnxReader.read(model.bytes()));
        assertThat(OnnxReader.read(model.bytes(), ReadOptions.DEFAULT.keepingUnsupported())
                        .unsupported())
                .hasSize(3);
    }

    @Test
    void unknownOperatorsAroundAndInBodiesAreListedToo() {
        GraphProto unknown = model().node("Frobnicate", "x", "a").output("a").graph();
        Model model = model().input("x", Model.FLOAT, 2)
                .input("c", Model.BOOL)
                .node("Unknown", "x", "u")
                .node("If", "c", "y", Model.body("then_branch", unknown), Model.body("else_branch", capturing("b")))
                .node(
                        "If",
                        "c",
                        "z",
                        Model.body("then_branch", capturing("b2")),
                        Model.body("else_branch", capturing("b3")))
                .node("Relu", "z", "r")
                .output("y")
                .output("r");
        unsupported()
                .also(e -> assertThat(((UnsupportedModelException) e).missing())
                        .extracting(UnsupportedModelException.Missing::name)
                        .containsExactly("Unknown", "Frobnicate"))
                .check(() -> OnnxReader.read(model.bytes()));
        unsupported()
                .check(() -> Session.open(
                        OnnxReader.read(model.bytes(), ReadOptions.DEFAULT.keepingUnsupported())
                                .graph(),
                        SessionOptions.on("cpu")));
    }

    private static GraphProto capturing(String output) {
        return model().node("Identity", "u", output).output(output).graph();
    }

    @TestFactory
    Stream<DynamicTest> structure() {
        return new Cases()
                        .read(
                                "cycle",
                                invalid().says("n1 -> n0 -> n1"),
                                model().input("x", Model.FLOAT, 2)
                                        .node("Add", "x b", "a")
                                        .node("Relu", "a", "b")
                                        .output("b"))
                        .read(
                                "node that reads itself",
                                invalid().says("n0 -> n0"),
                                model().node("Relu", "a", "a2")
                                        .node(nodeOf("n0", "Relu", "b", "b"))
                                        .output("b"))
                        .read("cycle of 20,000 nodes", invalid().says("cycle"), longCycle(20_000))
                        .read(
                                "unsorted",
                                invalid().node("n0").tensor("b").says("topological order"),
                                model().input("x", Model.FLOAT, 2)
                                        .node("Relu", "b", "y")
                                        .node("Relu", "x", "b")
                                        .output("y"))
                        .read(
                                "input that nobody makes",
                                invalid().tensor("ghost"),
                                model().input("x", Model.FLOAT, 2)
                                        .node("Add", "x ghost", "y")
                                        .output("y"))
                        .read("output that nobody makes", invalid().tensor("z"), good().output("z"))
                        .read("required input omitted", invalid().node("n0"), graph("Add", "x -", "y"))
                        .read("first input omitted", invalid().node("n0"), graph("Add", "- x", "y"))
                        .read("two nodes make one value", invalid().tensor("y"), good().node("Abs", "x", "y"))
                        .read("node makes an input", invalid().tensor("x"), graph("Relu", "x", "x"))
                        .read(
                                "initializer twice",
                                invalid().tensor("w"),
                                good().initializer(Model.floats("w", 1)).initializer(Model.floats("w", 2)))
                        .read("input twice", invalid().tensor("x"), good().input("x", Model.FLOAT, 2))
                        .read("initializer without a name", invalid(), good().initializer(Model.floats("", 1)))
                        .read("input without a type", invalid().tensor("z"), untypedInput())
                        .read(
                                "input that contradicts its initializer",
                                invalid().tensor("w"),
                                good().input("w", Model.INT64, 1).initializer(Model.floats("w", 1)))
                        .read("node without inputs", invalid().node("n0"), graph("Relu", "", "y"))
                        .read("node with too many inputs", invalid().node("n0"), graph("Relu", "x x", "y"))
                        .read("node with too many outputs", invalid().node("n0"), graph("Relu", "x", "y z"))
                        .read("node without outputs", invalid().node("n0"), graph("Relu", "x", ""))
                        .read("node without operator", unsupported(), graph("", "x", "y"))
                        .stream();
    }

    private static Model graph(
            String operator, String inputs, String outputs, dev.sardonyx.onnx.proto.AttributeProto... attributes) {
        return model().input("x", Model.FLOAT, 2)
                .node(operator, inputs, outputs, attributes)
                .output("y");
    }

    private static Model untypedInput() {
        return Model.modelOf(
                good().graph().toBuilder().addInput(Model.value("z")).build());
    }

    private static Model longCycle(int count) {
        Model model = model();
        for (int i = 0; i < count; i++) {
            model.node("Relu", "v" + i, "v" + (i + 1) % count);
        }
        return model.output("v0");
    }

    @TestFactory
    Stream<DynamicTest> attributes() {
        return new Cases()
                        .read("required attribute missing", invalid().node("n0").says("'to'"), graph("Cast", "x", "y"))
                        .read(
                                "required body missing",
                                invalid().node("n0").says("then_branch"),
                                model().initializer(Model.bool("c", true))
                                        .node("If", "c", "y")
                                        .output("y"))
                        .read(
                                "unknown attribute",
                                invalid().node("n0").says("frob"),
                                graph("Relu", "x", "y", Model.integer("frob", 1)))
                        .read(
                                "wrong kind",
                                invalid().node("n0").says("axis", "expected int", "found float"),
                                graph("Softmax", "x", "y", Model.real("axis", 1)))
                        .read(
                                "given twice",
                                invalid().node("n0").says("twice"),
                                graph("Softmax", "x", "y", Model.integer("axis", 0), Model.integer("axis", 0)))
                        .read(
                                "reference outside a function",
                                invalid().node("n0").says("other"),
                                graph(
                                        "Softmax",
                                        "x",
                                        "y",
                                        Model.attribute("axis", AttributeType.INT)
                                                .refAttrName("other")
                                                .build()))
                        .read(
                                "unknown kind",
                                invalid().node("n0").says("99"),
                                graph(
                                        "Softmax",
                                        "x",
                                        "y",
                                        Model.attribute("axis", 99).build()))
                        .read(
                                "kind of graph without a graph",
                                invalid().node("n0"),
                                model().initializer(Model.bool("c", true))
                                        .node(
                                                "If",
                                                "c",
                                                "y",
                                                Model.attribute("then_branch", AttributeType.GRAPH)
                                                        .build())
                                        .output("y"))
                        .read("cast to 0", invalid().node("n0"), graph("Cast", "x", "y", Model.integer("to", 0)))
                        .read("cast to 99", invalid().node("n0"), graph("Cast", "x", "y", Model.integer("to", 99)))
                        .read("cast to -1", invalid().node("n0"), graph("Cast", "x", "y", Model.integer("to", -1)))
                        .read(
                                "cast to 2^40",
                                invalid().node("n0"),
                                graph("Cast", "x", "y", Model.integer("to", 1L << 40)))
                        .stream();
    }

    @TestFactory
    Stream<DynamicTest> enumerations() {
        return new Cases()
                        .read(
                                "data_type 0",
                                invalid().tensor("w"),
                                good().initializer(Model.tensor("w", 0, 1).build()))
                        .read(
                                "data_type 99",
                                invalid().tensor("w").says("99"),
                                good().initializer(Model.tensor("w", 99, 1).build()))
                        .read(
                                "data_type -1",
                                invalid().tensor("w").says("-1"),
                                good().initializer(Model.tensor("w", -1, 1).build()))
                        .read(
                                "data_location 7",
                                invalid().tensor("w").says("7"),
                                good().initializer(Model.floats("w", 1).toBuilder()
                                        .dataLocation(7)
                                        .build()))
                        .read("elem_type 0", invalid().tensor("z"), good().input("z", 0, 1))
                        .read("elem_type 77", invalid().tensor("z").says("77"), good().input("z", 77, 1))
                        .read(
                                "dim_value -1 of an input",
                                invalid().tensor("z").says("-1"),
                                good().input("z", Model.FLOAT, -1))
                        .read(
                                "rank 1000 of an input",
                                limit("rank").asked(1000).allowed(64),
                                good().input("z", Model.FLOAT, thousand()))
                        .read("declared type that says -1", invalid().tensor("y"), declared(-1))
                        .stream();
    }

    private static Object[] thousand() {
        Object[] dims = new Object[1000];
        java.util.Arrays.fill(dims, 1);
        return dims;
    }

    private static Model declared(long dim) {
        return Model.modelOf(good().graph().toBuilder()
                .addValueInfo(Model.value("y", Model.FLOAT, dim))
                .build());
    }

    @TestFactory
    Stream<DynamicTest> types() {
        return new Cases()
                        .read(
                                "float and int64",
                                invalid().node("n0").says("float", "int64"),
                                model().input("a", Model.FLOAT, 2)
                                        .input("b", Model.INT64, 2)
                                        .node("Add", "a b", "y")
                                        .output("y"))
                        .read(
                                "shapes that do not broadcast",
                                invalid().node("n0"),
                                model().input("a", Model.FLOAT, 2)
                                        .input("b", Model.FLOAT, 3)
                                        .node("Add", "a b", "y")
                                        .output("y"))
                        .read(
                                "condition that is no bool",
                                invalid().node("n0"),
                                branches(Model.floatScalar("c", 1), branch("a"), branch("b")))
                        .read(
                                "condition of two elements",
                                invalid().node("n0"),
                                branches(
                                        Model.tensor("c", Model.BOOL, 2)
                                                .int32Data(Model.int32s(1, 0))
                                                .build(),
                                        branch("a"),
                                        branch("b")))
                        .add(
                                "output declared otherwise",
                                invalid().tensor("y").says("declared"),
                                () -> Cases.open(
                                        model().input("x", Model.FLOAT, 2)
                                                .node("Relu", "x", "y")
                                                .output("y", Model.INT64, 2)
                                                .bytes(),
                                        "cpu",
                                        dev.sardonyx.api.Limits.DEFAULT))
                        .add(
                                "output declared larger",
                                invalid().tensor("y").says("declared"),
                                () -> Cases.open(
                                        model().input("x", Model.FLOAT, 2)
                                                .node("Relu", "x", "y")
                                                .output("y", Model.FLOAT, 1L << 40)
                                                .bytes(),
                                        "cpu",
                                        dev.sardonyx.api.Limits.DEFAULT))
                        .stream();
    }

    private static GraphProto branch(String output) {
        return model().node("Identity", "x", output).output(output).graph();
    }

    private static Model branches(dev.sardonyx.onnx.proto.TensorProto condition, GraphProto a, GraphProto b) {
        return model().input("x", Model.FLOAT, 2)
                .initializer(condition)
                .node("If", "c", "y", Model.body("then_branch", a), Model.body("else_branch", b))
                .output("y");
    }

    private static Model dynamic(GraphProto a, GraphProto b) {
        return model().input("x", Model.FLOAT, 2)
                .input("c", Model.BOOL)
                .node("If", "c", "y", Model.body("then_branch", a), Model.body("else_branch", b))
                .output("y");
    }

    private static Model loop(GraphProto body) {
        return model().input("n", Model.INT64)
                .input("x", Model.FLOAT, 2)
                .node("Loop", "n - x", "y", Model.body("body", body))
                .output("y");
    }

    @TestFactory
    Stream<DynamicTest> bodies() {
        GraphProto two = model().node("Identity", "x", "a")
                .node("Identity", "x", "b")
                .output("a")
                .output("b")
                .graph();
        GraphProto ghost = model().node("Identity", "ghost", "a").output("a").graph();
        GraphProto later = model().node("Identity", "z", "a").output("a").graph();
        GraphProto text = model().node("Cast", "x", "b", Model.integer("to", Model.INT64))
                .output("b")
                .graph();
        GraphProto withInput = model().input("i", Model.FLOAT, 2)
                .node("Identity", "i", "a")
                .output("a")
                .graph();
        return new Cases()
                        .read("branches of one and two outputs", invalid().node("n0"), dynamic(branch("a"), two))
                        .read("branches of different types", invalid().node("n0"), dynamic(branch("a"), text))
                        .read("branch with an input", invalid(), dynamic(withInput, branch("b")))
                        .read("branch without outputs", invalid().node("n0"), dynamic(model().graph(), model().graph()))
                        .read(
                                "captured value that nobody makes",
                                invalid().tensor("ghost"),
                                dynamic(ghost, branch("b")))
                        .read(
                                "captured value made later",
                                invalid().tensor("z"),
                                dynamic(later, branch("b")).node("Relu", "x", "z"))
                        .read(
                                "body output that nobody makes",
                                invalid(),
                                dynamic(model().output("q").graph(), branch("b")))
                        .read(
                                "value of the name of one around",
                                invalid().tensor("x"),
                                dynamic(
                                        model().input("q", Model.FLOAT, 2)
                                                .node("Identity", "c", "x")
                                                .output("x")
                                                .graph(),
                                        branch("b")))
                        .read(
                                "node of the name of one around",
                                invalid().tensor("x"),
                                dynamic(branch("x"), branch("b")))
                        .read("loop without a condition", invalid(), loop(branch("a")))
                        .read(
                                "loop of too few carried values",
                                invalid().node("n0"),
                                loop(model().input("i", Model.INT64)
                                        .input("g", Model.BOOL)
                                        .node("Identity", "g", "h")
                                        .output("h")
                                        .graph()))
                        .read(
                                "loop whose carried value changes its type",
                                invalid().node("n0"),
                                loop(model().input("i", Model.INT64)
                                        .input("g", Model.BOOL)
                                        .input("v", Model.FLOAT, 2)
                                        .node("Identity", "g", "h")
                                        .node("Cast", "v", "w", Model.integer("to", Model.INT64))
                                        .output("h")
                                        .output("w")
                                        .graph()))
                        .read(
                                "loop whose condition is a number",
                                invalid().node("n0"),
                                loop(model().input("i", Model.INT64)
                                        .input("g", Model.BOOL)
                                        .input("v", Model.FLOAT, 2)
                                        .node("Identity", "i", "h")
                                        .node("Identity", "v", "w")
                                        .output("h")
                                        .output("w")
                                        .graph()))
                        .stream();
    }

    @TestFactory
    Stream<DynamicTest> functionCalls() {
        Model more = model().input("x", Model.FLOAT, 2)
                .function("F", "a", "b", nodeOf("r", "Relu", "a", "b"))
                .node(call("F", "x x", "y"))
                .output("y");
        Model twice = model().input("x", Model.FLOAT, 2)
                .function("F", "a", "b", nodeOf("r", "Relu", "a", "b"))
                .function("F", "a", "b", nodeOf("r", "Abs", "a", "b"))
                .node(call("F", "x", "y"))
                .output("y");
        Model nothing = model().input("x", Model.FLOAT, 2)
                .function("F", "a", "b")
                .node(call("F", "x", "y"))
                .output("y");
        return new Cases()
                        .read("more inputs than the function has", invalid().node("call F"), more)
                        .read("function twice", invalid().says("local::F"), twice)
                        .read(
                                "function that does not make its output",
                                invalid().tensor("y"),
                                nothing)
                        .stream();
    }
}
