package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The determinants of the square matrices X[..., m, m], by elimination with row pivots; 1 for m = 0. Source: ONNX
 * Det-22.
 */
public record Det() implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Det")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x == null) {
            return List.of(new TensorType(in.elementType(0), null));
        }
        if (x.rank() < 2) {
            throw in.fail("expected matrices, found " + x);
        }
        Dim rows = x.dim(x.rank() - 2);
        Dim columns = x.dim(x.rank() - 1);
        if (rows.isFixed() && columns.isFixed() && !rows.equals(columns)) {
            throw in.fail("expected square matrices, found " + x);
        }
        return List.of(new TensorType(
                in.elementType(0), new SymbolicShape(x.dims().subList(0, x.rank() - 2))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        int m = Math.toIntExact(x.shape().dim(x.shape().rank() - 1));
        double[] all = x.toDoubles();
        for (int i = 0; i < y.elements(); i++) {
            double[][] matrix = new double[m][];
            for (int row = 0; row < m; row++) {
                int from = (i * m + row) * m;
                matrix[row] = java.util.Arrays.copyOfRange(all, from, from + m);
            }
            y.setDouble(i, determinant(in, matrix));
        }
        return List.of(y);
    }

    private static double determinant(Evaluation in, double[][] a) {
        double product = 1;
        for (int k = 0; k < a.length; k++) {
            in.deadline().check();
            int pivot = k;
            for (int row = k + 1; row < a.length; row++) {
                if (!(Math.abs(a[row][k]) <= Math.abs(a[pivot][k]))) { // so that NaN is chosen
                    pivot = row;
                }
            }
            if (pivot != k) {
                double[] swap = a[k];
                a[k] = a[pivot];
                a[pivot] = swap;
                product = -product;
            }
            product *= a[k][k];
            if (a[k][k] == 0) {
                return product + 0.0; // never -0
            }
            for (int row = k + 1; row < a.length; row++) {
                double factor = a[row][k] / a[k][k];
                for (int column = k; column < a.length; column++) {
                    a[row][column] -= factor * a[k][column];
                }
            }
        }
        return product;
    }
}
