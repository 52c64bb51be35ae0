package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Reverses, for each batch b, the first {@code sequence_lens[b]} entries along the time axis; the rest stays.
 * Source: ONNX ReverseSequence-10. Exact.
 *
 * @param batchAxis 0 or 1
 * @param timeAxis the other of the two
 */
public record ReverseSequence(long batchAxis, long timeAxis) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("ReverseSequence")
            .input("input", "T")
            .input("sequence_lens", "I")
            .output("Y", "T")
            .where("I", Types.INT64)
            .build();

    public ReverseSequence {
        if (batchAxis + timeAxis != 1 || batchAxis < 0 || batchAxis > 1) {
            throw new ModelInvalidException("batch_axis and time_axis must be 0 and 1, in either order, found "
                    + batchAxis + " and " + timeAxis);
        }
    }

    /** Time first, then batch. */
    public ReverseSequence() {
        this(1, 0);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        SymbolicShape lengths = in.shape(1);
        if (shape != null && shape.rank() < 2) {
            throw in.fail("expected a tensor of rank 2 or more, found shape " + shape);
        }
        if (lengths != null
                && (lengths.rank() != 1
                        || (shape != null && DimMath.differ(lengths.dim(0), shape.dim((int) batchAxis))))) {
            throw in.fail("sequence_lens must have one entry per batch of " + shape + ", found shape " + lengths);
        }
        return List.of(in.tensor(0));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor lengths = in.tensor(1);
        Tensor y = in.allocateOutput(0);
        long batches = x.shape().dim((int) batchAxis);
        long times = x.shape().dim((int) timeAxis);
        long[] strides = x.shape().strides();
        long block = x.shape().elements(2, x.shape().rank());
        for (long b = 0; b < batches; b++) {
            in.deadline().check();
            long length = lengths.longAt(b);
            if (length < 0 || length > times) {
                throw in.fail("sequence_lens[" + b + "] is out of range: expected 0 to " + times + ", found " + length);
            }
            for (long t = 0; t < times; t++) {
                long from = t < length ? length - 1 - t : t;
                long base = b * strides[(int) batchAxis];
                ElementCopy.run(x, base + from * strides[(int) timeAxis], y, base + t * strides[(int) timeAxis], block);
            }
        }
        return List.of(y);
    }
}
