package dev.sardonyx.conformance.hostile;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;

/** A table of things that must fail, each with how. */
final class Cases {
    static final List<String> BACKENDS = List.of("reference", "cpu");

    private final List<DynamicTest> tests = new ArrayList<>();

    Cases add(String name, Expected expected, ThrowingCallable action) {
        tests.add(DynamicTest.dynamicTest(name, () -> expected.check(action)));
        return this;
    }

    /** A model that cannot be read. */
    Cases read(String name, Expected expected, byte[] model) {
        return add(name, expected, () -> OnnxReader.read(model));
    }

    Cases read(String name, Expected expected, Model model) {
        return read(name, expected, model.bytes());
    }

    /** A model that fails when it is read, opened or run, on each backend. */
    Cases run(String name, Expected expected, Model model, Limits limits, Map<String, ? extends Value> inputs) {
        byte[] bytes = model.bytes();
        for (String backend : BACKENDS) {
            add(name + " on " + backend, expected, () -> run(bytes, backend, limits, inputs));
        }
        return this;
    }

    Cases run(String name, Expected expected, Model model, Map<String, ? extends Value> inputs) {
        return run(name, expected, model, Limits.DEFAULT, inputs);
    }

    static Map<String, Value> run(byte[] model, String backend, Limits limits, Map<String, ? extends Value> inputs) {
        try (Session session = open(model, backend, limits)) {
            return session.run(inputs);
        }
    }

    static Session open(byte[] model, String backend, Limits limits) {
        return Session.open(
                OnnxReader.read(model, dev.sardonyx.onnx.ReadOptions.DEFAULT.withLimits(limits))
                        .graph(),
                SessionOptions.on(backend).withLimits(limits).withThreads(2));
    }

    Stream<DynamicTest> stream() {
        return tests.stream();
    }
}
