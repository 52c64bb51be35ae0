package dev.sardonyx.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Models of which a few bytes were changed work, or fail as they should. */
final class FuzzTest {
    private static final Limits LIMITS = Limits.DEFAULT
            .withTensorBytes(1 << 20)
            .withSessionBytes(4 << 20)
            .withLoopIterations(1000)
            .withNodes(1000);
    private static final Duration TIME =
            Duration.ofMillis(Long.getLong("sardonyx.fuzz.millis", 800L)); // per model and backend
    private static final long SEED = Long.getLong("sardonyx.fuzz.seed", 17L);

    FuzzTest() {}

    @TestFactory
    Stream<DynamicTest> onlyOurExceptionsComeOut() {
        return BytesTest.small().stream()
                .flatMap(model -> Cases.BACKENDS.stream()
                        .map(backend -> DynamicTest.dynamicTest(
                                model.graph().node().getFirst().opTypeOrEmpty() + " on " + backend,
                                () -> fuzz(model.bytes(), backend))));
    }

    private static void fuzz(byte[] whole, String backend) {
        Random random = new Random(SEED);
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < end) {
            byte[] bytes = mutated(whole, random);
            try {
                load(bytes, backend);
            } catch (SardonyxException e) {
                // The last resort is no substitute for a check.
                assertThat(e.getCause() == null
                                || e.getCause() instanceof SardonyxException
                                || e.getCause() instanceof ArithmeticException
                                || e.getCause() instanceof IndexOutOfBoundsException)
                        .as(
                                "%s with cause %s of bytes %s",
                                e, e.getCause(), HexFormat.of().formatHex(bytes))
                        .isTrue();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("bytes " + HexFormat.of().formatHex(bytes) + " made it throw " + e, e);
            }
        }
        Bystander.check();
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte)
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(256);
                        case 1 -> bytes[at] + 1 - 2 * random.nextInt(2);
                        case 2 -> bytes[at] ^ 1 << random.nextInt(8);
                        default -> bytes[random.nextInt(bytes.length)];
                    };
        }
        return bytes;
    }

    private static void load(byte[] bytes, String backend) {
        try (Session session = Cases.open(bytes, backend, LIMITS)) {
            Map<String, Value> inputs = new HashMap<>();
            for (ValueInfo input : session.inputs()) {
                Value value = value(input);
                if (value == null) {
                    return;
                }
                inputs.put(input.name(), value);
            }
            session.run(inputs, Deadline.after(Duration.ofMillis(200)));
            session.run(inputs, Deadline.after(Duration.ofMillis(200)));
        }
    }

    private static @org.jspecify.annotations.Nullable Value value(ValueInfo input) {
        if (!(input.type() instanceof TensorType type) || type.elementType() == ElementType.STRING) {
            return null;
        }
        long[] dims = type.shape() == null
                ? new long[] {2}
                : type.shape().dims().stream()
                        .mapToLong(dim -> dim instanceof Dim.Fixed(long size) ? size : 2)
                        .toArray();
        Shape shape = Shape.of(dims);
        if (shape.elements() > 10_000) {
            return null;
        }
        Tensor tensor = Tensor.allocate(type.elementType(), shape);
        if (type.elementType().isInteger()) {
            for (long i = 0; i < tensor.elements(); i++) {
                tensor.setLong(i, 2);
            }
        }
        return tensor;
    }
}
