package dev.sardonyx.conformance.hostile;

import static dev.sardonyx.conformance.hostile.Expected.type;
import static dev.sardonyx.conformance.hostile.Model.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.ClosedException;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a caller gives that a model does not take. */
final class InputsTest {
    private static final byte[] MODEL = model().input("a", Model.FLOAT, "N", 2)
            .input("b", Model.FLOAT, "N", 2)
            .node("Add", "a b", "y")
            .output("y")
            .bytes();

    InputsTest() {}

    private static Tensor floats(long... dims) {
        return Tensor.allocate(ElementType.FLOAT, Shape.of(dims));
    }

    private static Map<String, Value> both(Value a, Value b) {
        return Map.of("a", a, "b", b);
    }

    private static Expected input(String tensor) {
        return type(InputException.class).tensor(tensor);
    }

    @TestFactory
    Stream<DynamicTest> wrongInputs() {
        Tensor fits = floats(3, 2);
        Tensor closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = Tensor.of(ElementType.FLOAT, Shape.of(3, 2), arena.allocate(24));
        }
        Sequence sequence = new Sequence(fits.type(), List.of(fits));
        Cases cases = new Cases();
        for (String backend : Cases.BACKENDS) {
            Session session = Cases.open(MODEL, backend, Limits.DEFAULT);
            String on = " on " + backend;
            cases.add("none" + on, input("a").says("'a'", "float"), () -> session.run(Map.of()))
                    .add("one missing" + on, input("b").says("missing"), () -> session.run(Map.of("a", fits)))
                    .add(
                            "one too many" + on,
                            input("c").says("'c'"),
                            () -> session.run(Map.of("a", fits, "b", fits, "c", fits)))
                    .add("wrong name" + on, input("b"), () -> session.run(Map.of("a", fits, "B", fits)))
                    .add(
                            "wrong type" + on,
                            input("b").says("float", "double"),
                            () -> session.run(both(fits, Tensor.allocate(ElementType.DOUBLE, Shape.of(3, 2)))))
                    .add("string" + on, input("b"), () -> session.run(both(fits, Tensor.ofStrings(Shape.of(1), "x"))))
                    .add("wrong rank" + on, input("b"), () -> session.run(both(fits, floats(6))))
                    .add("wrong dimension" + on, input("b"), () -> session.run(both(fits, floats(3, 3))))
                    .add(
                            "two sizes of N" + on,
                            input("b").says("N", "3", "4"),
                            () -> session.run(both(fits, floats(4, 2))))
                    .add("sequence" + on, input("b"), () -> session.run(both(fits, sequence)))
                    .add("closed memory" + on, type(ClosedException.class), () -> session.run(both(fits, closed)))
                    .add(
                            "output that is an input" + on,
                            input("y").says("shares memory"),
                            () -> session.run(both(fits, floats(3, 2)), Map.of("y", fits)))
                    .add(
                            "output of the wrong shape" + on,
                            input("y"),
                            () -> session.run(both(fits, fits), Map.of("y", floats(4, 2))))
                    .add(
                            "output of the wrong type" + on,
                            input("y"),
                            () -> session.run(
                                    both(fits, fits), Map.of("y", Tensor.allocate(ElementType.INT64, Shape.of(3, 2)))))
                    .add(
                            "output that is not there" + on,
                            input("z"),
                            () -> session.run(both(fits, fits), Map.of("z", floats(3, 2))))
                    .add(
                            "segment too short" + on,
                            type(InputException.class).says("24", "20"),
                            () -> Tensor.of(
                                    ElementType.FLOAT,
                                    Shape.of(3, 2),
                                    java.lang.foreign.MemorySegment.ofArray(new float[5])));
            cases.add("works after all of them, and not when closed" + on, type(ClosedException.class), () -> {
                assertThat(((Tensor) session.run(both(fits, fits)).get("y")).toFloats())
                        .containsOnly(0);
                assertThat(session.memoryInUse()).isZero();
                session.close();
                session.run(both(fits, fits));
            });
        }
        return cases.stream();
    }

    @TestFactory
    Stream<DynamicTest> inputsThatBreakShapesInside() {
        Model model = model().input("a", Model.FLOAT, "N", 2)
                .input("b", Model.FLOAT, "M", 2)
                .node("Add", "a b", "y")
                .output("y");
        Expected expected = type(SardonyxException.class)
                .also(e -> assertThat(e).isInstanceOf(dev.sardonyx.api.ExecutionException.class))
                .node("n0");
        return new Cases()
                .run("two sizes that do not broadcast", expected, model, both(floats(3, 2), floats(4, 2))).stream();
    }
}
