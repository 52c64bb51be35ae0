package dev.sardonyx.api.op;

import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Operator#infer} may know of one node. Counts and element types were checked before. */
public interface Inference {
    /** Number of inputs, omitted ones in the middle included. */
    int inputCount();

    /** Whether input {@code i} is there. */
    boolean has(int i);

    /** The type of input {@code i}, which must be there. */
    ValueType type(int i);

    /** The type of tensor input {@code i}. */
    default TensorType tensor(int i) {
        return type(i) instanceof TensorType tensor ? tensor : wrong(i);
    }

    private TensorType wrong(int i) {
        throw fail("input " + i + ": expected a tensor, found " + type(i));
    }

    default ElementType elementType(int i) {
        return tensor(i).elementType();
    }

    /** The shape of tensor input {@code i}, or null where not even its rank is known. */
    default @Nullable SymbolicShape shape(int i) {
        return tensor(i).shape();
    }

    /** The value of input {@code i} where it is known before the run, else null. */
    @Nullable
    Tensor constant(int i);

    /** The elements of integer input {@code i} as dimensions where shapes and constants tell them, else null. */
    @Nullable
    List<Dim> dims(int i);

    /** Number of outputs the node names. */
    int outputCount();

    /** A dimension that is known at run time only: dimension {@code axis} of output {@code output}. */
    Dim unknownDim(int output, int axis);

    /** The output types of a body for the given types of its formal inputs. */
    List<ValueType> inferBody(Subgraph body, List<? extends ValueType> inputs);

    /** The exception that says what is wrong with this node, with its place. */
    SardonyxException fail(String message);
}
