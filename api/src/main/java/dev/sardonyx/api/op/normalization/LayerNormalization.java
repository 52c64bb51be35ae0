package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Y = (X - Mean) * InvStdDev * Scale + B, where Mean and InvStdDev = 1 / sqrt(variance + epsilon) are taken over
 * the axes from {@code axis} on and have size 1 there. Scale and B broadcast to X. A row of equal elements gives
 * B. Computed in float32 or wider and rounded once. Source: ONNX LayerNormalization-17.
 *
 * @param axis the first axis that is normalized
 * @param epsilon added to the variance
 * @param stashType number of the element type of Mean and InvStdDev
 */
public record LayerNormalization(long axis, float epsilon, long stashType) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("LayerNormalization")
            .input("X", "T")
            .input("Scale", "T")
            .optional("B", "T")
            .output("Y", "T")
            .optionalOutput("Mean", "U")
            .optionalOutput("InvStdDev", "U")
            .where("T", Types.FLOATING)
            .where("U", Types.FLOATING)
            .build();

    public LayerNormalization {
        Precision.checkEpsilon(epsilon);
        Precision.stash(stashType);
    }

    /** The last axis, epsilon 1e-5. */
    public LayerNormalization() {
        this(-1, 1e-5f);
    }

    /** Statistics in float32. */
    public LayerNormalization(long axis, float epsilon) {
        this(axis, epsilon, ElementType.FLOAT.code());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        SymbolicShape statistics = null;
        if (x != null) {
            int from = Axes.normalize(in, axis, x.rank());
            List<Dim> dims = new ArrayList<>(x.dims());
            for (int i = from; i < dims.size(); i++) {
                dims.set(i, Dim.of(1));
            }
            statistics = new SymbolicShape(dims);
            RowParameters.check(in, x, 1, "Scale");
            RowParameters.check(in, x, 2, "B");
        }
        TensorType stash = new TensorType(Precision.stash(stashType), statistics);
        return List.of(in.tensor(0), stash, stash);
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType stash = Precision.stash(stashType);
        ElementType type = Precision.of(d.input(0).elementType(), stash);
        Ref x = Precision.cast(d, d.input(0), type);
        Moments moments = Moments.of(d, x, Precision.axes(d, Axes.normalize(axis, x.rank()), x.rank()));
        Ref inverse = moments.inverseDeviation(d, epsilon);
        Ref normal = d.emit(new Mul(), moments.centred(), inverse);
        Ref y = d.emit(new Mul(), normal, Precision.cast(d, d.input(1), type));
        if (d.has(2)) {
            y = d.emit(new Add(), y, Precision.cast(d, d.input(2), type));
        }
        return List.of(
                Precision.cast(d, y, d.input(0).elementType()),
                statistic(d, moments.mean(), stash, 1),
                statistic(d, inverse, stash, 2));
    }

    private static Ref statistic(Decomposition d, Ref value, ElementType stash, int output) {
        return d.wants(output) ? Precision.cast(d, value, stash) : value;
    }
}
