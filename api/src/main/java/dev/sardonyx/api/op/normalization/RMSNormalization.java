package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.reduction.ReduceMean;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Y = X / sqrt(mean(X^2) + epsilon) * scale, with the mean over the axes from {@code axis} on; scale broadcasts to X
 * and gives Y its element type. Computed in float32 or wider and rounded once. Source: ONNX RMSNormalization-23.
 *
 * @param axis the first axis that is normalized
 * @param epsilon added to the mean of squares
 * @param stashType number of the element type to compute in; wider types than it are kept
 */
public record RMSNormalization(long axis, float epsilon, long stashType) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("RMSNormalization")
            .input("X", "T")
            .input("scale", "V")
            .output("Y", "V")
            .where("T", Types.FLOATING)
            .where("V", Types.FLOATING)
            .build();

    public RMSNormalization {
        Precision.checkEpsilon(epsilon);
        Precision.stash(stashType);
    }

    /** Computed in float32 or wider. */
    public RMSNormalization(long axis, float epsilon) {
        this(axis, epsilon, ElementType.FLOAT.code());
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
            RowParameters.check(in, x, 1, "scale");
        }
        return List.of(new TensorType(in.elementType(1), x));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = Precision.of(d.input(0).elementType(), Precision.stash(stashType));
        type = Precision.of(type, d.input(1).elementType());
        Ref x = Precision.cast(d, d.input(0), type);
        Ref axes = Precision.axes(d, Axes.normalize(axis, x.rank()), x.rank());
        Ref meanSquare = d.emit(new ReduceMean(true, false), d.emit(new Mul(), x, x), axes);
        Ref normal = d.emit(new Div(), x, Moments.deviation(d, meanSquare, epsilon));
        Ref y = d.emit(new Mul(), normal, Precision.cast(d, d.input(1), type));
        return List.of(Precision.cast(d, y, d.input(1).elementType()));
    }
}
