package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** A value in a graph that is being built. Belongs to its builder; not thread-safe. */
public interface Ref {
    /** The name of the value in its graph. */
    String name();

    ValueType type();

    /** The type, where this is a tensor. */
    default TensorType tensorType() {
        return (TensorType) type();
    }

    default ElementType elementType() {
        return tensorType().elementType();
    }

    /** The rank, which must be known. */
    default int rank() {
        var shape = tensorType().shape();
        if (shape == null) {
            throw new IllegalStateException("the rank of " + name() + " is not known");
        }
        return shape.rank();
    }

    /** Applies a one-output operator to this value and {@code more}. */
    Ref then(Operator operator, Ref... more);

    /** Applies an operator of {@code outputs} outputs to this value and {@code more}. */
    List<Ref> thenAll(Operator operator, int outputs, Ref... more);
}
