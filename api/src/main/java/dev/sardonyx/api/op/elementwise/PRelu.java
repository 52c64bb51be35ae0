package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Y = X where X is zero or more, slope X below; slope broadcasts to X. NaN stays. Source: ONNX PRelu-16. One rounding.
 */
public record PRelu() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("PRelu")
            .input("X", "T")
            .input("slope", "T")
            .output("Y", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.PRELU;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        SymbolicShape slope = in.shape(1);
        if (x != null && slope != null) {
            boolean fits = slope.rank() <= x.rank();
            for (int i = 0; fits && i < slope.rank(); i++) {
                Dim from = slope.dim(i);
                Dim to = x.dim(x.rank() - slope.rank() + i);
                fits = !from.isFixed() || from.is(1) || !to.isFixed() || from.equals(to);
            }
            if (!fits) {
                throw in.fail("slope of shape " + slope + " does not broadcast to X of shape " + x);
            }
        }
        return List.of(in.tensor(0));
    }

    @Override
    public double apply(double x, double y) {
        return x < 0 ? x * y : x;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        return x < 0 && type.kind() == ElementType.Kind.SIGNED ? x * y : x;
    }
}
