package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.reduction.ReduceMean;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Y = (X - mean) / sqrt(var + epsilon) * scale + B for X[N, C, ...], all parameters per channel. In training
 * mode mean and variance (of the population) are those of X over all axes but channels, and the running ones
 * are input * momentum + those * (1 - momentum). Computed in float32 or wider. Source: ONNX
 * BatchNormalization-15.
 *
 * @param epsilon added to the variance
 * @param momentum what remains of the running statistics
 * @param trainingMode whether statistics come from X
 */
public record BatchNormalization(float epsilon, float momentum, boolean trainingMode) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("BatchNormalization")
            .input("X", "T")
            .input("scale", "T1")
            .input("B", "T1")
            .input("input_mean", "T2")
            .input("input_var", "T2")
            .output("Y", "T")
            .optionalOutput("running_mean", "T2")
            .optionalOutput("running_var", "T2")
            .where("T", Types.FLOATING)
            .where("T1", Types.FLOATING)
            .where("T2", Types.FLOATING)
            .build();

    public BatchNormalization {
        Precision.checkEpsilon(epsilon);
        if (Float.isNaN(momentum)) {
            throw new ModelInvalidException("momentum: expected a number, found NaN");
        }
    }

    /** Inference with the given epsilon. */
    public BatchNormalization(float epsilon) {
        this(epsilon, 0.9f, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null && x.rank() == 0) {
            throw in.fail("X: expected a batch axis, found a scalar");
        }
        ChannelParameters.check(in, 1, 4);
        if (!trainingMode && in.outputCount() > 1) {
            throw in.fail("running statistics are outputs in training mode only; expected 1 output, found "
                    + in.outputCount());
        }
        TensorType running = new TensorType(in.elementType(3), in.shape(3));
        return trainingMode ? List.of(in.tensor(0), running, running) : List.of(in.tensor(0));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = Precision.of(d.input(0).elementType());
        for (int i = 1; i < 5; i++) {
            type = Precision.of(type, d.input(i).elementType());
        }
        Ref x = Precision.cast(d, d.input(0), type);
        int rank = x.rank();
        Ref mean = Precision.cast(d, d.input(3), type);
        Ref variance = Precision.cast(d, d.input(4), type);
        List<Ref> results = new ArrayList<>();
        if (trainingMode) {
            Ref axes = others(d, rank);
            Ref ownMean = d.emit(new ReduceMean(false, false), x, axes);
            Ref centred = d.emit(new Sub(), x, ChannelParameters.spread(d, ownMean, type, rank));
            Ref square = d.emit(new Mul(), centred, centred);
            Ref ownVariance = d.emit(new ReduceMean(false, false), square, axes);
            results.add(running(d, mean, ownMean, d.input(3).elementType()));
            results.add(running(d, variance, ownVariance, d.input(3).elementType()));
            mean = ownMean;
            variance = ownVariance;
        }
        Ref centred = d.emit(new Sub(), x, ChannelParameters.spread(d, mean, type, rank));
        Ref deviation = Moments.deviation(d, variance, epsilon);
        Ref normal = d.emit(new Div(), centred, ChannelParameters.spread(d, deviation, type, rank));
        Ref scaled = d.emit(new Mul(), normal, ChannelParameters.spread(d, d.input(1), type, rank));
        Ref y = d.emit(new Add(), scaled, ChannelParameters.spread(d, d.input(2), type, rank));
        results.addFirst(Precision.cast(d, y, d.input(0).elementType()));
        return results;
    }

    private static Ref others(Decomposition d, int rank) {
        long[] axes = new long[Math.max(1, rank - 1)];
        for (int i = 1; i < axes.length; i++) {
            axes[i] = i + 1L;
        }
        return d.int64(axes);
    }

    private Ref running(Decomposition d, Ref before, Ref now, ElementType type) {
        Ref kept = d.emit(new Mul(), before, d.scalar(before.elementType(), momentum));
        Ref added = d.emit(new Mul(), now, d.scalar(now.elementType(), 1.0 - momentum));
        return Precision.cast(d, d.emit(new Add(), kept, added), type);
    }
}
