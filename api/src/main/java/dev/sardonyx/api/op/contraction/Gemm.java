package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.op.normalization.Precision;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Y[m, n] = alpha * A' B' + beta * C, where A' is A or its transpose, B' likewise, and C broadcasts to Y. Integers
 * wrap; their alpha and beta must be whole. Computed in float32 or wider and rounded once. Source: ONNX Gemm-13.
 *
 * @param alpha the weight of the product
 * @param beta the weight of C
 * @param transA whether A is transposed
 * @param transB whether B is transposed
 */
public record Gemm(float alpha, float beta, boolean transA, boolean transB) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Gemm")
            .input("A", "T")
            .input("B", "T")
            .optional("C", "T")
            .output("Y", "T")
            .where("T", Types.NUMERIC)
            .build();

    /** A B + C. */
    public Gemm() {
        this(1, 1, false, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape a = in.shape(0);
        SymbolicShape b = in.shape(1);
        requireMatrix(in, a, "A");
        requireMatrix(in, b, "B");
        Dim m = a == null ? in.unknownDim(0, 0) : a.dim(transA ? 1 : 0);
        Dim n = b == null ? in.unknownDim(0, 1) : b.dim(transB ? 0 : 1);
        if (a != null && b != null) {
            Dim k = a.dim(transA ? 0 : 1);
            Dim other = b.dim(transB ? 1 : 0);
            if (k.isFixed() && other.isFixed() && !k.equals(other)) {
                throw in.fail("cannot multiply " + a + (transA ? " transposed" : "") + " by " + b
                        + (transB ? " transposed" : "") + ": " + k + " columns meet " + other + " rows");
            }
        }
        SymbolicShape y = SymbolicShape.of(m, n);
        SymbolicShape c = in.has(2) ? in.shape(2) : null;
        if (c != null) {
            SymbolicShape common = Broadcasting.infer(in, y, c);
            if (common.rank() != 2 || (y.isFixed() && common.isFixed() && !common.equals(y))) {
                throw in.fail("C: expected a shape that broadcasts to " + y + ", found " + c);
            }
        }
        boolean whole = alpha == Math.rint(alpha) && beta == Math.rint(beta);
        if (in.elementType(0).isInteger() && !whole) {
            throw in.fail("expected whole alpha and beta for integers, found " + alpha + " and " + beta);
        }
        return List.of(new TensorType(in.elementType(0), y));
    }

    private static void requireMatrix(Inference in, @Nullable SymbolicShape shape, String name) {
        if (shape != null && shape.rank() != 2) {
            throw in.fail(name + ": expected a matrix, found " + shape);
        }
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = d.input(0).elementType();
        boolean more = alpha != 1 || d.has(2);
        ElementType inner = type.isFloating() && more ? Precision.of(type) : type;
        Ref a = Precision.cast(d, d.input(0), inner);
        Ref b = Precision.cast(d, d.input(1), inner);
        Ref y = d.emit(new MatMul(), transA ? transposed(d, a) : a, transB ? transposed(d, b) : b);
        if (alpha != 1) {
            y = d.emit(new Mul(), y, d.scalar(inner, alpha));
        }
        if (d.has(2)) {
            Ref c = Precision.cast(d, d.input(2), inner);
            y = d.emit(new Add(), y, beta == 1 ? c : d.emit(new Mul(), c, d.scalar(inner, beta)));
        }
        return List.of(Precision.cast(d, y, type));
    }

    private static Ref transposed(Decomposition d, Ref matrix) {
        return d.emit(new Transpose(List.of(1L, 0L)), matrix);
    }
}
