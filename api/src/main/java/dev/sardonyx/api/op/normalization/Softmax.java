package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Exp;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.reduction.ReduceMax;
import dev.sardonyx.api.op.reduction.ReduceSum;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * output = exp(input - max) / sum of exp(input - max) along one axis; NaN where all are -Inf or one is +Inf or
 * NaN. Computed in float32 or wider and rounded once. Source: ONNX Softmax-13.
 *
 * @param axis the axis that sums to one
 */
public record Softmax(long axis) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Softmax")
            .input("input", "T")
            .output("output", "T")
            .where("T", Types.FLOATING)
            .build();

    /** The last axis. */
    public Softmax() {
        this(-1);
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
        Ref axes = d.int64(axis);
        Ref powers = d.emit(new Exp(), d.emit(new Sub(), x, d.emit(new ReduceMax(true, false), x, axes)));
        Ref y = d.emit(new Div(), powers, d.emit(new ReduceSum(true, false), powers, axes));
        return List.of(Precision.cast(d, y, d.input(0).elementType()));
    }
}
