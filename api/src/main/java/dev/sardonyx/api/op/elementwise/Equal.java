package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * C = whether A and B are equal, with broadcasting; NaN equals nothing. Numbers, bools and strings. Source: ONNX
 * Equal-19. Exact.
 */
public record Equal() implements BinaryOperator {
    private static final Signature SIGNATURE = Signature.of("Equal")
            .input("A", "T")
            .input("B", "T")
            .output("C", "B")
            .where("T", Types.union(Types.NUMERIC_OR_BOOL, Types.STRING))
            .where("B", Types.BOOL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public Kind kind() {
        return Kind.EQUAL;
    }

    @Override
    public double apply(double x, double y) {
        return x == y ? 1 : 0;
    }

    @Override
    public long apply(long x, long y, ElementType type) {
        return x == y ? 1 : 0;
    }

    @Override
    public ElementType resultType(ElementType type) {
        return ElementType.BOOL;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        return in.elementType(0) == ElementType.STRING
                ? List.of(compareStrings(in))
                : BinaryOperator.super.evaluate(in);
    }

    private static Tensor compareStrings(Evaluation in) {
        Tensor a = in.tensor(0);
        Tensor b = in.tensor(1);
        Tensor c = in.allocateOutput(0);
        IndexWalk walk = new IndexWalk(
                c.shape(), Broadcasting.strides(a.shape(), c.shape()), Broadcasting.strides(b.shape(), c.shape()));
        for (long i = 0; i < c.elements(); i++) {
            c.setLong(i, a.stringAt(walk.offset(0)).equals(b.stringAt(walk.offset(1))) ? 1 : 0);
            walk.next();
        }
        return c;
    }

    /** Exporters ask which dimensions of a wanted shape are -1; a dimension never is. */
    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        List<Dim> a = in.dims(0);
        List<Dim> b = in.dims(1);
        if (a != null && b != null) {
            return DimArithmetic.zip(in, Equal::compare);
        }
        Tensor negative = in.constant(a == null ? 0 : 1);
        List<Dim> dims = a == null ? b : a;
        if (negative == null || dims == null || negative.elements() != 1 || negative.longAt(0) >= 0) {
            return null;
        }
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < dims.size(); i++) {
            result.add(Dim.of(0));
        }
        return result;
    }

    private static @Nullable Dim compare(Dim a, Dim b) {
        if (a.equals(b)) {
            return Dim.of(1);
        }
        return a.isFixed() && b.isFixed() ? Dim.of(0) : null;
    }
}
