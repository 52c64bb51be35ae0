package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Y = (X - mean) / sqrt(var + epsilon) * scale + bias for X[N, C, spatial...], with mean and variance over each of
 * {@code numGroups} groups of channels and the spatial axes, scale and bias per channel. Computed in float32 or
 * wider. Source: ONNX GroupNormalization-21.
 *
 * @param epsilon added to the variance
 * @param numGroups number of groups that channels are divided into
 * @param stashType number of the element type to compute in; wider types than it are kept
 */
public record GroupNormalization(float epsilon, long numGroups, long stashType) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("GroupNormalization")
            .input("X", "T")
            .input("scale", "T")
            .input("bias", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public GroupNormalization {
        Precision.checkEpsilon(epsilon);
        Precision.stash(stashType);
        if (numGroups < 1) {
            throw new ModelInvalidException("num_groups: expected 1 or more, found " + numGroups);
        }
    }

    /** Computed in float32 or wider. */
    public GroupNormalization(float epsilon, long numGroups) {
        this(epsilon, numGroups, ElementType.FLOAT.code());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null) {
            if (x.rank() < 2) {
                throw in.fail("X: expected a batch and a channel axis, found " + x);
            }
            Dim channels = x.dim(1);
            if (channels.isFixed() && channels.sizeOrUnknown() % numGroups != 0) {
                throw in.fail("the " + channels + " channels of " + x + " do not divide into " + numGroups + " groups");
            }
        }
        ChannelParameters.check(in, 1, 2);
        return List.of(in.tensor(0));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = Precision.of(d.input(0).elementType(), Precision.stash(stashType));
        Ref x = Precision.cast(d, d.input(0), type);
        int rank = x.rank();
        Ref groups = d.emit(new Reshape(), x, d.int64(0, numGroups, -1));
        Ref normal = Moments.of(d, groups, d.int64(2)).normalized(d, epsilon);
        Ref back = d.emit(new Reshape(true), normal, d.emit(new Shape(), x));
        Ref scaled = d.emit(new Mul(), back, ChannelParameters.spread(d, d.input(1), type, rank));
        Ref y = d.emit(new Add(), scaled, ChannelParameters.spread(d, d.input(2), type, rank));
        return List.of(Precision.cast(d, y, d.input(0).elementType()));
    }
}
