package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Abs;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Equal;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Sqrt;
import dev.sardonyx.api.op.elementwise.Where;
import dev.sardonyx.api.op.reduction.ReduceSum;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * output = input / its p-norm along one axis; 0 where the norm is 0. Computed in float32 or wider. Source: ONNX
 * LpNormalization-22.
 *
 * @param axis the axis of the norm
 * @param p 1 for the sum of magnitudes, 2 for the Euclidean norm
 */
public record LpNormalization(long axis, long p) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("LpNormalization")
            .input("input", "T")
            .output("output", "T")
            .where("T", Types.FLOATING)
            .build();

    public LpNormalization {
        if (p != 1 && p != 2) {
            throw new ModelInvalidException("p: expected 1 or 2, found " + p);
        }
    }

    /** The Euclidean norm along the last axis. */
    public LpNormalization() {
        this(-1, 2);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null) {
            Axes.normalize(in, axis, x.rank());
        }
        return List.of(in.tensor(0));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = Precision.of(d.input(0).elementType());
        Ref x = Precision.cast(d, d.input(0), type);
        Ref powers = p == 1 ? d.emit(new Abs(), x) : d.emit(new Mul(), x, x);
        Ref sum = d.emit(new ReduceSum(true, false), powers, d.int64(axis));
        Ref norm = p == 1 ? sum : d.emit(new Sqrt(), sum);
        Ref zero = d.scalar(type, 0);
        Ref y = d.emit(new Where(), d.emit(new Equal(), norm, zero), zero, d.emit(new Div(), x, norm));
        return List.of(Precision.cast(d, y, d.input(0).elementType()));
    }
}
