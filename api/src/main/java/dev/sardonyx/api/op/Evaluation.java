package dev.sardonyx.api.op;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * One node with concrete inputs. Inference ran before with these very inputs, so shapes fit, and the sizes of
 * all outputs that shapes and host inputs determine were checked against the limits.
 */
public interface Evaluation {
    /** Number of inputs, omitted ones in the middle included. */
    int inputCount();

    /** Whether input {@code i} is there. */
    boolean has(int i);

    /** Input {@code i}, which must be there. Not to be written to. */
    Value value(int i);

    /** Tensor input {@code i}, on the host. Not to be written to. */
    default Tensor tensor(int i) {
        return value(i) instanceof Tensor tensor ? tensor : wrong(i);
    }

    private Tensor wrong(int i) {
        throw fail("input " + i + ": expected a tensor, found " + value(i).type());
    }

    default ElementType elementType(int i) {
        return tensor(i).elementType();
    }

    default Shape shape(int i) {
        return tensor(i).shape();
    }

    /** Number of outputs the node names. */
    int outputCount();

    /** The inferred type of output {@code k}. */
    ValueType outputType(int k);

    /** The inferred element type of tensor output {@code k}. */
    default ElementType outputElementType(int k) {
        return ((TensorType) outputType(k)).elementType();
    }

    /** The shape of output {@code k}; not for outputs of data-dependent size. */
    default Shape outputShape(int k) {
        TensorType type = (TensorType) outputType(k);
        var shape = type.shape();
        if (shape == null || !shape.isFixed()) {
            throw fail("the size of output " + k + " depends on data: " + type);
        }
        return shape.toShape().orElseThrow();
    }

    /** A new tensor of zeros for output {@code k}. */
    default Tensor allocateOutput(int k) {
        return Tensor.allocate(outputElementType(k), outputShape(k));
    }

    /**
     * Checks a tensor of data-dependent size against the limits, before it is allocated.
     *
     * @throws dev.sardonyx.api.LimitExceededException if it is too large
     */
    void require(ElementType type, Shape shape);

    Limits limits();

    Deadline deadline();

    /** Runs a body. */
    List<Value> runBody(Subgraph body, List<? extends Value> inputs);

    /** The exception that says what is wrong with this node or its data, with its place. */
    SardonyxException fail(String message);
}
