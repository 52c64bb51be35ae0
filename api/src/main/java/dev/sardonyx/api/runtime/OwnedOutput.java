package dev.sardonyx.api.runtime;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Keeps a run's results apart from what the caller may change. */
final class OwnedOutput {
    private OwnedOutput() {}

    /** Copies a result to the tensor that the caller gave for it. */
    static void fill(String name, Tensor owned, Value result) {
        if (!(result instanceof Tensor tensor)
                || tensor.elementType() != owned.elementType()
                || !tensor.shape().equals(owned.shape())) {
            throw new InputException(
                    "output '" + name + "' is " + result.type() + ", the tensor given for it is " + owned.type(),
                    Where.tensor(name));
        }
        if (tensor.elementType() == ElementType.STRING) {
            for (long i = 0; i < tensor.elements(); i++) {
                owned.setString(i, tensor.stringAt(i));
            }
        } else {
            MemorySegment.copy(tensor.toHost().data(), 0, owned.data(), 0, owned.bytes());
        }
    }

    /** The result, or a copy of it where it lies in memory of an input. */
    static Value detach(Value result, List<Value> arguments) {
        if (!(result instanceof Tensor tensor)
                || tensor.elementType() == ElementType.STRING
                || tensor.deviceMemory() != null) {
            return result;
        }
        for (Value argument : arguments) {
            if (argument instanceof Tensor input && overlap(tensor, input)) {
                Tensor copy = Tensor.allocate(tensor.elementType(), tensor.shape());
                MemorySegment.copy(tensor.data(), 0, copy.data(), 0, tensor.bytes());
                return copy;
            }
        }
        return result;
    }

    static boolean overlap(Tensor a, Tensor b) {
        if (a.elementType() == ElementType.STRING
                || b.elementType() == ElementType.STRING
                || a.deviceMemory() != null
                || b.deviceMemory() != null) {
            return false;
        }
        return a.data().asOverlappingSlice(b.data()).isPresent();
    }
}
