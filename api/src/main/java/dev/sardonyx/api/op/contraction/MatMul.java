package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Y[..., m, n] = sum over k of A[..., m, k] B[..., k, n]; leading dimensions broadcast, a vector counts as a
 * row on the left and as a column on the right and loses that dimension in the result. k = 0 gives zeros.
 * Integers wrap. Source: ONNX MatMul-13, numpy.matmul.
 */
public record MatMul() implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("MatMul")
            .input("A", "T")
            .input("B", "T")
            .output("Y", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), inferShape(in, in.shape(0), in.shape(1))));
    }

    /** The shape of a product of these shapes; null where a rank is not known. */
    static @Nullable SymbolicShape inferShape(Inference in, @Nullable SymbolicShape a, @Nullable SymbolicShape b) {
        if (a == null || b == null) {
            return null;
        }
        if (a.rank() == 0 || b.rank() == 0) {
            throw in.fail("a scalar has no matrix product: " + a + " x " + b);
        }
        Dim k = a.dim(a.rank() - 1);
        Dim k2 = b.dim(Math.max(0, b.rank() - 2));
        if (k.isFixed() && k2.isFixed() && !k.equals(k2)) {
            throw in.fail("cannot multiply " + a + " by " + b + ": " + k + " columns meet " + k2 + " rows");
        }
        SymbolicShape leadA = new SymbolicShape(a.dims().subList(0, Math.max(0, a.rank() - 2)));
        SymbolicShape leadB = new SymbolicShape(b.dims().subList(0, Math.max(0, b.rank() - 2)));
        List<Dim> dims = new ArrayList<>(Broadcasting.infer(in, leadA, leadB).dims());
        if (a.rank() > 1) {
            dims.add(a.dim(a.rank() - 2));
        }
        if (b.rank() > 1) {
            dims.add(b.dim(b.rank() - 1));
        }
        return new SymbolicShape(dims);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor a = asMatrix(in.tensor(0), true);
        Tensor b = asMatrix(in.tensor(1), false);
        int ra = a.shape().rank();
        int rb = b.shape().rank();
        long m = a.shape().dim(ra - 2);
        long k = a.shape().dim(ra - 1);
        long n = b.shape().dim(rb - 1);
        Shape leadA = lead(a.shape());
        Shape leadB = lead(b.shape());
        Tensor y = in.allocateOutput(0);
        Shape lead = broadcast(leadA, leadB);
        IndexWalk walk = new IndexWalk(lead, Broadcasting.strides(leadA, lead), Broadcasting.strides(leadB, lead));
        boolean floating = a.elementType().isFloating();
        double[] fa = floating ? a.toDoubles() : new double[0];
        double[] fb = floating ? b.toDoubles() : new double[0];
        long[] ia = floating ? new long[0] : a.toLongs();
        long[] ib = floating ? new long[0] : b.toLongs();
        for (long p = 0; p < lead.elements(); p++) {
            int atA = (int) (walk.offset(0) * m * k);
            int atB = (int) (walk.offset(1) * k * n);
            for (int i = 0; i < m; i++) {
                in.deadline().check();
                for (int j = 0; j < n; j++) {
                    long at = (p * m + i) * n + j;
                    if (floating) {
                        double sum = 0;
                        for (int q = 0; q < k; q++) {
                            sum += fa[(int) (atA + i * k + q)] * fb[(int) (atB + q * n + j)];
                        }
                        y.setDouble(at, sum);
                    } else {
                        long sum = 0;
                        for (int q = 0; q < k; q++) {
                            sum += ia[(int) (atA + i * k + q)] * ib[(int) (atB + q * n + j)];
                        }
                        y.setLong(at, sum);
                    }
                }
            }
            walk.next();
        }
        return List.of(y);
    }

    private static Tensor asMatrix(Tensor t, boolean row) {
        if (t.shape().rank() > 1) {
            return t;
        }
        long n = t.elements();
        return t.reshaped(row ? Shape.of(1, n) : Shape.of(n, 1));
    }

    private static Shape lead(Shape shape) {
        return Shape.of(java.util.Arrays.copyOf(shape.dims(), shape.rank() - 2));
    }

    private static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        long[] dims = new long[rank];
        for (int i = 0; i < rank; i++) {
            long x = i < rank - a.rank() ? 1 : a.dim(i - rank + a.rank());
            long y = i < rank - b.rank() ? 1 : b.dim(i - rank + b.rank());
            dims[i] = x == 1 ? y : x;
        }
        return Shape.of(dims);
    }
}
