package dev.sardonyx.api.op.generation;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * output[i] = start + i delta, for i from 0 while that is before {@code limit}: max(0, ceil((limit - start) /
 * delta)) elements. Source: ONNX Range-27. Numerics: one product and one sum in {@code stashType} or wider.
 *
 * @param stashType the type that narrow floats are computed in
 */
public record Range(ElementType stashType) implements CoreOperator {
    /** 2^53: from here on a count of floats is not exact. */
    private static final double MAX_COUNT = 0x1p53;

    private static final Signature SIGNATURE = Signature.of("Range")
            .hostInput("start", "T")
            .hostInput("limit", "T")
            .hostInput("delta", "T")
            .output("output", "T")
            .where(
                    "T",
                    Types.of(
                            ElementType.FLOAT,
                            ElementType.DOUBLE,
                            ElementType.FLOAT16,
                            ElementType.BFLOAT16,
                            ElementType.INT16,
                            ElementType.INT32,
                            ElementType.INT64))
            .build();

    /** Computes narrow floats as FLOAT. */
    public Range() {
        this(ElementType.FLOAT);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Tensor start = HostValues.single(in, 0);
        Tensor limit = HostValues.single(in, 1);
        Tensor delta = HostValues.single(in, 2);
        Dim count = in.unknownDim(0, 0);
        if (start != null && limit != null && delta != null) {
            count = Dim.of(count(in, start, limit, delta));
        } else if (start != null && delta != null && start.longAt(0) == 0 && delta.longAt(0) == 1) {
            List<Dim> dims = in.dims(1);
            count = dims == null ? count : dims.getFirst();
        }
        return List.of(new TensorType(in.elementType(0), SymbolicShape.of(count)));
    }

    private static long count(Inference in, Tensor start, Tensor limit, Tensor delta) {
        if (start.elementType().isFloating()) {
            double count = Math.ceil((limit.doubleAt(0) - start.doubleAt(0)) / delta.doubleAt(0));
            if (!(count < MAX_COUNT) || delta.doubleAt(0) == 0) {
                throw in.fail("a range from " + start.doubleAt(0) + " to " + limit.doubleAt(0) + " by "
                        + delta.doubleAt(0) + " has no end");
            }
            return (long) Math.max(0, count);
        }
        long from = start.longAt(0);
        long to = limit.longAt(0);
        long step = delta.longAt(0);
        if (step == 0) {
            throw in.fail("delta must not be 0");
        }
        if (step > 0 ? from >= to : from <= to) {
            return 0;
        }
        long distance = step > 0 ? to - from : from - to;
        long count = Long.divideUnsigned(distance - 1, step > 0 ? step : -step) + 1;
        if (count <= 0) {
            throw in.fail("a range from " + from + " to " + to + " by " + step + " has more than 2^63-1 elements");
        }
        return count;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        Tensor start = in.tensor(0);
        Tensor delta = in.tensor(2);
        boolean floating = y.elementType().isFloating();
        for (long i = 0; i < y.elements(); i++) {
            if (i % 65_536 == 0) {
                in.deadline().check();
            }
            if (floating) {
                y.setDouble(i, start.doubleAt(0) + i * delta.doubleAt(0));
            } else {
                y.setLong(i, start.longAt(0) + i * delta.longAt(0));
            }
        }
        return List.of(y);
    }
}
