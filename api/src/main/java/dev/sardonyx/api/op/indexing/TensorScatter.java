package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.Axes;
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
 * A copy of a key or value cache [batch, .., max sequence, ..] with {@code update} [batch, .., sequence, ..]
 * written into each batch from {@code write_indices[batch]} on, from 0 where that is omitted. Source: ONNX
 * TensorScatter-24. Exact.
 *
 * @param axis the sequence axis, not the first
 * @param mode what happens at the end of the cache
 */
public record TensorScatter(long axis, Mode mode) implements CoreOperator {
    /** What happens at the end of the cache. */
    public enum Mode {
        /** Writing beyond it is an error. */
        LINEAR,
        /** Writing goes on at its start. */
        CIRCULAR
    }

    private static final Signature SIGNATURE = Signature.of("TensorScatter")
            .input("past_cache", "T")
            .input("update", "T")
            .optional("write_indices", "I")
            .output("present_cache", "T")
            .where("I", Types.INT64)
            .build();

    /** Linear, along the last axis but one. */
    public TensorScatter() {
        this(-2, Mode.LINEAR);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape cache = in.shape(0);
        SymbolicShape update = in.shape(1);
        if (cache == null || update == null) {
            return List.of(in.tensor(0));
        }
        int at = Axes.normalize(in, axis, cache.rank());
        if (at == 0) {
            throw in.fail("axis must not be the batch axis, the first of " + cache);
        }
        boolean fits = cache.rank() == update.rank();
        for (int i = 0; fits && i < cache.rank(); i++) {
            boolean fixed = cache.dim(i).isFixed() && update.dim(i).isFixed();
            fits = i == at
                    ? !fixed || update.dim(i).sizeOrUnknown() <= cache.dim(i).sizeOrUnknown()
                    : !DimMath.differ(cache.dim(i), update.dim(i));
        }
        if (!fits) {
            throw in.fail("an update " + update + " does not fit along axis " + at + " of a cache " + cache);
        }
        SymbolicShape starts = in.has(2) ? in.shape(2) : null;
        if (starts != null && (starts.rank() != 1 || DimMath.differ(starts.dim(0), cache.dim(0)))) {
            throw in.fail("write_indices must have one entry per batch of " + cache + ", found shape " + starts);
        }
        return List.of(in.tensor(0));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor cache = in.tensor(0);
        Tensor update = in.tensor(1);
        Tensor y = in.allocateOutput(0);
        ElementCopy.run(cache, 0, y, 0, cache.elements());
        int rank = cache.shape().rank();
        int at = Axes.normalize(axis, rank);
        long capacity = cache.shape().dim(at);
        long count = update.shape().dim(at);
        long block = cache.shape().elements(at + 1, rank);
        long rowsPerBatch = cache.shape().elements(1, at);
        long rows = update.elements() == 0 ? 0 : cache.shape().elements(0, at);
        for (long row = 0; row < rows; row++) {
            in.deadline().check();
            long start = start(in, row / rowsPerBatch, count, capacity);
            for (long i = 0; i < count; i++) {
                long to = (start + i) % capacity;
                ElementCopy.run(update, (row * count + i) * block, y, (row * capacity + to) * block, block);
            }
        }
        return List.of(y);
    }

    private long start(Evaluation in, long batch, long count, long capacity) {
        long start = in.has(2) ? in.tensor(2).longAt(batch) : 0;
        if (start < 0 || (mode == Mode.LINEAR && start > capacity - count)) {
            throw in.fail("write_indices[" + batch + "] is out of range: expected 0 to " + (capacity - count)
                    + ", found " + start);
        }
        return start % capacity;
    }
}
