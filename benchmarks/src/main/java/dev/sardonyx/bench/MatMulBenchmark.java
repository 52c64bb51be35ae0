package dev.sardonyx.bench;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A square matrix product with constant weights, one thread: {@code 2 size^3} floating-point operations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class MatMulBenchmark {
    /** Which backend. */
    @Param({"cpu", "onnxruntime"})
    public String backend = "cpu";

    /** Rows and columns. */
    @Param({"64", "256", "512"})
    public int size;

    private Session session = Session.open(product(1));
    private Map<String, Tensor> inputs = Map.of();
    private Map<String, Tensor> outputs = Map.of();

    /** For JMH. */
    public MatMulBenchmark() {}

    /** Compiles the graph and runs it once. */
    @Setup
    public void open() {
        session.close();
        session = Session.open(product(size), SessionOptions.on(backend).withThreads(1));
        inputs = Map.of("x", random(size, 1));
        outputs = Map.of("y", Tensor.allocate(ElementType.FLOAT, Shape.of(size, size)));
        session.run(inputs, outputs);
    }

    /** Gives the session back. */
    @TearDown
    public void close() {
        session.close();
    }

    /** One product into the caller's memory. */
    @Benchmark
    public Map<String, Value> run() {
        return session.run(inputs, outputs);
    }

    private static Graph product(int size) {
        GraphBuilder g = GraphBuilder.named("product");
        Ref x = g.input("x", ElementType.FLOAT, size, size);
        g.output("y", x.then(new MatMul(), g.constant("w", random(size, 2))));
        return g.build();
    }

    private static Tensor random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Tensor.ofFloats(Shape.of(size, size), values);
    }
}
