package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * output = input as elements of the type that {@code target_type} has. Source: ONNX CastLike-25. As {@link Cast}.
 *
 * @param saturate as in {@link Cast}
 * @param roundMode as in {@link Cast}
 */
public record CastLike(boolean saturate, Cast.RoundMode roundMode) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("CastLike")
            .input("input", "T1")
            .input("target_type", "T2")
            .output("output", "T2")
            .where("T1", Types.union(Types.NUMERIC_OR_BOOL, Types.STRING))
            .where("T2", Types.union(Types.NUMERIC_OR_BOOL, Types.STRING))
            .build();

    /** Saturates and rounds up, as ONNX does by default. */
    public CastLike() {
        this(true, Cast.RoundMode.UP);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(1), in.shape(0)));
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        return new Cast(in.elementType(1)).inferDims(in);
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        return List.of(d.emit(new Cast(d.input(1).elementType(), saturate, roundMode), d.input(0)));
    }
}
