package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * output = (input - mean) / sqrt(var + epsilon) * scale + B for input[N, C, spatial...], with mean and variance
 * over the spatial axes, scale and B per channel. Computed in float32 or wider. Source: ONNX
 * InstanceNormalization-22.
 *
 * @param epsilon added to the variance
 */
public record InstanceNormalization(float epsilon) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("InstanceNormalization")
            .input("input", "T")
            .input("scale", "T")
            .input("B", "T")
            .output("output", "T")
            .where("T", Types.FLOATING)
            .build();

    public InstanceNormalization {
        Precision.checkEpsilon(epsilon);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null && x.rank() < 3) {
            throw in.fail("input: expected a batch, a channel and at least one spatial axis, found " + x);
        }
        ChannelParameters.check(in, 1, 2);
        return List.of(in.tensor(0));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = Precision.of(d.input(0).elementType());
        Ref x = Precision.cast(d, d.input(0), type);
        int rank = x.rank();
        Ref normal = Moments.of(d, x, Precision.axes(d, 2, rank)).normalized(d, epsilon);
        Ref scaled = d.emit(new Mul(), normal, ChannelParameters.spread(d, d.input(1), type, rank));
        Ref y = d.emit(new Add(), scaled, ChannelParameters.spread(d, d.input(2), type, rank));
        return List.of(Precision.cast(d, y, d.input(0).elementType()));
    }
}
