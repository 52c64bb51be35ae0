package dev.sardonyx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.OnnxValues;
import dev.sardonyx.zoo.audio.Wav;
import dev.sardonyx.zoo.image.Picture;
import dev.sardonyx.zoo.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that work on a model, on small models. */
final class ModelCommandsTest {
    @TempDir
    private Path folder;

    private Path dense;

    @BeforeEach
    void writeModel() {
        dense = TestModels.write(TestModels.dense(), folder);
    }

    private Path data(float... expected) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Tensor x = Tensor.ofFloats(Shape.of(1, 3), 1, 2, 3);
        Files.write(data.resolve("input_0.pb"), OnnxValues.write("x", x));
        if (expected.length > 0) {
            Tensor y = Tensor.ofFloats(Shape.of(1, 2), expected);
            Files.write(data.resolve("output_0.pb"), OnnxValues.write("y", y));
        }
        return data;
    }

    @Test
    void inspectCountsOperatorsAndParameters() {
        Cli text = Cli.run("inspect", dense);
        assertThat(text.code()).isZero();
        assertThat(text.out())
                .contains("input     x: float[N,3]", "MatMul", "6 elements, 24 bytes", "cpu runs all of it");
        JsonText json = Cli.run("inspect", dense, "--json").json();
        assertThat(json.number("operators.MatMul")).isEqualTo(1);
        assertThat(json.at("inputs.0.type")).isEqualTo("float[N,3]");
    }

    @Test
    void inspectDumpsEachStage() {
        for (String stage : new String[] {"onnx", "passes", "placed"}) {
            Cli dump = Cli.run("inspect", dense, "--dump", stage, "--backend", "cpu");
            assertThat(dump.code()).isZero();
            assertThat(dump.out()).contains("MatMul");
        }
        assertThat(Cli.run("inspect", dense, "--dump", "placed", "--backend", "reference")
                        .out())
                .contains("reference  ");
        assertThat(Cli.run("inspect", dense, "--dump", "cooked").code()).isEqualTo(Failures.USAGE);
    }

    @Test
    void explainNamesTheDeviceOfEveryNode() throws IOException {
        Path dot = folder.resolve("plan.dot");
        Cli text = Cli.run("explain", dense, "--backend", "cpu", "--dot", dot);
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("device cpu", "MatMul");
        assertThat(Files.readString(dot)).startsWith("digraph");
        assertThat(Cli.run("explain", dense, "--backend", "cpu,reference", "--json")
                        .json()
                        .at("nodes.0.device"))
                .isEqualTo("cpu");
    }

    @Test
    void runReadsAndWritesArrays() {
        Npy.write(folder.resolve("x.npy"), Tensor.ofFloats(Shape.of(1, 3), 1, 2, 3));
        Path out = folder.resolve("out");
        Cli run = Cli.run("run", dense, "--input", "x=" + folder.resolve("x.npy"), "--output", out);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("y", "float[1,2]", "4, 6");
        assertThat(Npy.read(out.resolve("y.npy")).toFloats()).containsExactly(4, 6);
    }

    @Test
    void runTakesTheSizeOfAPictureFromTheModel() {
        Path model = TestModels.write(TestModels.picture(), folder);
        byte[] rgb = new byte[3 * 12 * 8];
        Arrays.fill(rgb, (byte) 200);
        Path png = folder.resolve("picture.png");
        Picture.ofRgb(12, 8, rgb).writePng(png);
        JsonText json = Cli.run("run", model, "--input", "picture=" + png + ",mean=100,std=50", "--json")
                .json();
        assertThat(json.at("outputs.0.type")).isEqualTo("float[1,3,4,6]");
        assertThat(json.number("outputs.0.mean")).isEqualTo(2);
        Cli wrong = Cli.run("run", model, "--input", "picture=" + png + ",hue=3");
        assertThat(wrong.code()).isEqualTo(Failures.USAGE);
    }

    @Test
    void runTakesAsManySamplesOfASoundAsTheModelWants() {
        Path wav = folder.resolve("x.wav");
        new Wav(Tensor.ofFloats(Shape.of(4), 0.5f, 0.25f, 0, 1), 8000).write(wav);
        Cli run = Cli.run("run", dense, "--input", "x=" + wav, "--json");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("takes 3 samples");
        assertThat(run.json().number("outputs.0.max")).isEqualTo(0.5);
    }

    @Test
    void runSaysWhatItMisses() throws IOException {
        Cli none = Cli.run("run", dense);
        assertThat(none.code()).isEqualTo(Failures.USAGE);
        assertThat(none.error()).contains("--input", "x: float[N,3]");
        Cli other = Cli.run("run", dense, "--input", "z=a.npy");
        assertThat(other.code()).isEqualTo(Failures.USAGE);
        Cli absent = Cli.run("run", dense, "--input", "x=" + folder.resolve("absent.npy"));
        assertThat(absent.code()).isEqualTo(Failures.REFUSED);
        Path broken = Files.writeString(folder.resolve("broken.npy"), "nothing");
        assertThat(Cli.run("run", dense, "--input", "x=" + broken).code()).isEqualTo(Failures.REFUSED);
        Npy.write(folder.resolve("wide.npy"), Tensor.allocate(ElementType.FLOAT, Shape.of(1, 4)));
        assertThat(Cli.run("run", dense, "--input", "x=" + folder.resolve("wide.npy"))
                        .code())
                .isEqualTo(Failures.USAGE);
    }

    @Test
    void verifyTellsGoodFromDifferent() throws IOException {
        Cli good = Cli.run("verify", dense, "--data", data(4, 6), "--json");
        assertThat(good.code()).isZero();
        assertThat(good.json().at("agrees")).isEqualTo(true);
        Cli wrong = Cli.run("verify", dense, "--data", data(4, 6.1f), "--backend", "reference");
        assertThat(wrong.code()).isEqualTo(Failures.DIFFERENCE);
        assertThat(wrong.out()).contains("DIFFERS", "element 1");
        assertThat(Cli.run("verify", dense, "--data", data(4, 6.1f), "--atol", "0.2")
                        .code())
                .isZero();
    }

    @Test
    void verifyRefusesADataSetWithNothingToCompare() throws IOException {
        Cli nothing = Cli.run("verify", dense, "--data", data());
        assertThat(nothing.code()).isEqualTo(Failures.REFUSED);
        assertThat(Cli.run("verify", dense, "--data", folder.resolve("absent")).code())
                .isEqualTo(Failures.REFUSED);
        Cli outside = Cli.run("verify", dense, "--data", folder);
        assertThat(outside.code()).isEqualTo(Failures.REFUSED);
        assertThat(outside.error()).contains("input_0.pb", "folders that have one: data");
        assertThat(Cli.run("verify", dense).code()).isEqualTo(Failures.USAGE);
    }

    @Test
    void diffComparesEveryTensor() {
        Cli same = Cli.run("diff", dense, "--backend", "cpu", "--against", "reference", "--every", "--json");
        assertThat(same.code()).isZero();
        assertThat(same.json().at("firstDifference")).isNull();
        assertThat(same.json().at("every.1.agrees")).isEqualTo(true);
    }

    @Test
    void diffKeepsIdsInsideTheTable() {
        Path model = TestModels.write(TestModels.embedding(), folder);
        Cli same = Cli.run("diff", model, "--backend", "cpu", "--shape", "ids=1x200", "--refill", "5");
        assertThat(same.code()).isZero();
        assertThat(same.err()).contains("ids int64[1,200]");
    }

    @Test
    void diffRefusesShapesThatDoNotFit() {
        assertThat(Cli.run("diff", dense, "--shape", "x=2x4").code()).isEqualTo(Failures.USAGE);
        assertThat(Cli.run("diff", dense, "--shape", "z=2x4").code()).isEqualTo(Failures.USAGE);
        assertThat(Cli.run("diff", dense, "--shape", "x=two").code()).isEqualTo(Failures.USAGE);
    }

    @Test
    void convertKeepsTheOperatorSetUnlessOneIsNamed() {
        Path out = folder.resolve("out.onnx");
        assertThat(Cli.run("convert", dense, out).code()).isZero();
        assertThat(OnnxReader.read(out).opset())
                .isEqualTo(OnnxReader.read(dense).opset());
        JsonText json = Cli.run("convert", dense, out, "--opset", "13", "--external-data", "--json")
                .json();
        assertThat(json.number("opset")).isEqualTo(13);
        assertThat(OnnxReader.read(out).opset()).isEqualTo(13);
        assertThat(Cli.run("convert", dense, folder).code()).isEqualTo(Failures.REFUSED);
        assertThat(Cli.run("convert", dense, out, "--opset", "999").code()).isEqualTo(Failures.USAGE);
    }

    @Test
    void convertFillsHollowWeights() {
        Path model = TestModels.write(TestModels.hollow(), folder);
        Path out = folder.resolve("full.onnx");
        assertThat(Cli.run("convert", model, out, "--refill", "7").code()).isZero();
        assertThat(OnnxReader.read(out).graph().nodes())
                .noneMatch(node -> node.operator().name().equals("ConstantOfShape"));
    }

    @Test
    void benchGivesTheRatioOfTwoBackends() {
        JsonText json = Cli.run("bench", dense, "--backend", "cpu", "--vs", "reference", "--runs", "5", "--json")
                .json();
        assertThat(json.number("own.medianMs")).isPositive();
        assertThat(json.number("other.medianMs")).isPositive();
        assertThat(json.number("ratio.p10")).isPositive().isLessThanOrEqualTo(json.number("ratio.median"));
        assertThat(json.number("ratio.p90")).isGreaterThanOrEqualTo(json.number("ratio.median"));
        assertThat(json.number("maxAbs")).isNotNegative();
        assertThat(Cli.run("bench", dense, "--runs", "0").code()).isEqualTo(Failures.USAGE);
    }

    @Test
    void demoLeavesAModelAndAPicture() {
        Path out = folder.resolve("demo");
        Cli demo = Cli.run("demo", "--output", out, "--json");
        assertThat(demo.code()).isZero();
        assertThat(demo.json().at("agrees")).isEqualTo(true);
        assertThat(Picture.read(out.resolve("demo.png")).width()).isPositive();
        assertThat(Cli.run("inspect", out.resolve("edges.onnx")).code()).isZero();
    }
}
