package dev.sardonyx.api.op.random;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code sampleSize} classes per row, drawn with replacement. {@code input} [B, C] holds logarithms of
 * probabilities, not necessarily normalised; the result is [B, sampleSize]. A row without a finite
 * maximum has no distribution and is an error. Source: ONNX Multinomial-22. Numbers are the uniform DOUBLE
 * ones of {@link RandomOperator}, by place in the result.
 *
 * @param dtype INT32 or INT64
 * @param sampleSize how many classes are drawn per row
 * @param seed the seed, or null for other numbers in every run
 */
public record Multinomial(
        ElementType dtype, long sampleSize, @Nullable Float seed) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("Multinomial")
            .input("input", "T1")
            .output("output", "T2")
            .where("T1", RandomOperator.types())
            .where("T2", Types.INDEX)
            .build();

    public Multinomial {
        if (!Types.INDEX.contains(dtype)) {
            throw new ModelInvalidException("dtype: expected one of " + Types.INDEX + ", found " + dtype);
        }
        if (sampleSize < 0) {
            throw new ModelInvalidException("sample_size: expected 0 or more, found " + sampleSize);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public boolean isDeterministic() {
        return seed != null;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape != null && shape.rank() != 2) {
            throw in.fail("input: expected shape [batches, classes], found " + shape);
        }
        Dim batches = shape == null ? in.unknownDim(0, 0) : shape.dim(0);
        return List.of(new TensorType(dtype, SymbolicShape.of(batches, Dim.of(sampleSize))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        int batches = Math.toIntExact(in.shape(0).dim(0));
        int classes = Math.toIntExact(in.shape(0).dim(1));
        Tensor y = in.allocateOutput(0);
        long key = seed == null ? ThreadLocalRandom.current().nextLong() : Float.floatToIntBits(seed);
        RandomNumbers numbers = new RandomNumbers(key, ElementType.DOUBLE);
        for (int b = 0; b < batches && sampleSize > 0; b++) {
            double[] sums = sums(in, in.tensor(0), b, classes);
            for (long s = 0; s < sampleSize; s++) {
                if (s % 4096 == 0) {
                    in.deadline().check();
                }
                long at = b * sampleSize + s;
                y.setLong(at, draw(sums, numbers.uniform(at) * sums[classes - 1]));
            }
        }
        return List.of(y);
    }

    /** Running sums of the probabilities of one row, relative to the largest. */
    private static double[] sums(Evaluation in, Tensor x, int b, int classes) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            max = Math.max(max, x.doubleAt((long) b * classes + c));
        }
        if (!Double.isFinite(max)) {
            throw in.fail("row " + b + " has no distribution: expected a finite largest element, found " + max);
        }
        double[] sums = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(x.doubleAt((long) b * classes + c) - max);
            sums[c] = sum;
        }
        return sums;
    }

    /** The first class whose running sum is above {@code u}. */
    private static int draw(double[] sums, double u) {
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > u) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
