package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** Y = max(X, 0); NaN stays, Relu(-0) is +0. Source: ONNX Relu-14. Exact. */
public record Relu() implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Relu")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.union(Types.FLOATING, Types.SIGNED))
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(in.tensor(0));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        return List.of(d.emit(new Max(), x, d.scalar(x.elementType(), 0)));
    }
}
