package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Y = X / (bias + alpha / size * s)^beta for X[N, C, ...], where s is the sum of squares at the same place in the
 * channels from c - floor((size - 1) / 2) to c + ceil((size - 1) / 2). Source: ONNX LRN-13.
 *
 * @param alpha the weight of the squares
 * @param beta the exponent
 * @param bias what is added to the squares
 * @param size number of channels to sum over
 */
public record LRN(float alpha, float beta, float bias, long size) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("LRN")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .build();

    public LRN {
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new ModelInvalidException("size: expected 1 to " + Integer.MAX_VALUE + ", found " + size);
        }
    }

    /** ONNX's defaults. */
    public LRN(long size) {
        this(1e-4f, 0.75f, 1, size);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null && x.rank() < 2) {
            throw in.fail("X: expected a batch and a channel axis, found " + x);
        }
        return List.of(in.tensor(0));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        Shape shape = x.shape();
        long channels = shape.dim(1);
        long inner = shape.elements(2, shape.rank());
        for (long n = 0; y.elements() > 0 && n < shape.dim(0); n++) {
            for (long c = 0; c < channels; c++) {
                in.deadline().check();
                long from = Math.max(0, c - (size - 1) / 2);
                long to = Math.min(channels, c + size / 2 + 1);
                for (long i = 0; i < inner; i++) {
                    double sum = 0;
                    for (long k = from; k < to; k++) {
                        double near = x.doubleAt((n * channels + k) * inner + i);
                        sum += near * near;
                    }
                    long at = (n * channels + c) * inner + i;
                    y.setDouble(at, x.doubleAt(at) / Math.pow(bias + (double) alpha / size * sum, beta));
                }
            }
        }
        return List.of(y);
    }
}
