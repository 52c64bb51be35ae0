package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a composite emits the operators it stands for. */
public interface Decomposition {
    /** Whether input {@code i} is there. */
    boolean has(int i);

    /** Input {@code i}, which must be there. */
    Ref input(int i);

    /** The value of input {@code i} where it is known before the run, else null. */
    @Nullable
    Tensor constant(int i);

    /** Whether somebody uses output {@code k}. */
    boolean wants(int k);

    /** A constant. */
    Ref constant(Tensor value);

    /** A scalar constant of the given type, rounded once. */
    default Ref scalar(ElementType type, double value) {
        return constant(Tensor.scalar(type, value));
    }

    /** A one-dimensional INT64 constant, as axes and shapes are. */
    default Ref int64(long... values) {
        return constant(Tensor.ofLongs(ElementType.INT64, Shape.of(values.length), values));
    }

    /** Applies a one-output operator; null stands for an omitted optional input. */
    Ref emit(Operator operator, @Nullable Ref... inputs);

    /** Applies an operator of {@code outputs} outputs; null stands for an omitted optional input. */
    List<Ref> emitAll(Operator operator, int outputs, @Nullable Ref... inputs);

    /** The exception that says what is wrong with this node, with its place. */
    dev.sardonyx.api.SardonyxException fail(String message);
}
