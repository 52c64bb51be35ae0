package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Sqrt;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Y = (X - mean) / (sqrt(variance) + 1e-9), over the given axes. Computed in float32 or wider. Source: ONNX
 * MeanVarianceNormalization-13.
 *
 * @param axes the axes that statistics are taken over; all where empty
 */
public record MeanVarianceNormalization(List<Long> axes) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("MeanVarianceNormalization")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public MeanVarianceNormalization {
        axes = List.copyOf(axes);
    }

    /** All axes but channels of an image batch. */
    public MeanVarianceNormalization() {
        this(List.of(0L, 2L, 3L));
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null) {
            Axes.normalize(in, numbers(), x.rank());
        }
        return List.of(in.tensor(0));
    }

    private long[] numbers() {
        return axes.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = Precision.of(d.input(0).elementType());
        Ref x = Precision.cast(d, d.input(0), type);
        Moments moments = Moments.of(d, x, d.int64(numbers()));
        Ref deviation = d.emit(new Add(), d.emit(new Sqrt(), moments.variance()), d.scalar(type, 1e-9));
        Ref y = d.emit(new Div(), moments.centred(), deviation);
        return List.of(Precision.cast(d, y, d.input(0).elementType()));
    }
}
