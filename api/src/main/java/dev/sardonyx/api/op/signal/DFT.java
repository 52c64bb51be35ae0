package dev.sardonyx.api.op.signal;

import dev.sardonyx.api.op.Axes;
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
import java.util.ArrayList;
import java.util.List;

/**
 * The discrete Fourier transform along one axis: y[k] = sum over n of x[n] exp(-2 pi i k n / N); the inverse
 * has the opposite sign and the factor 1/N. The last dimension is 1 for real numbers, 2 for real and imaginary
 * part. N is {@code dft_length}, to which the signal is cut or padded with zeros, else its own length. With {@code
 * onesided}, the forward transform takes real numbers and gives the first N/2+1 frequencies; the inverse takes
 * these (N is 2(n-1) for n of them where not given) and gives real numbers. Source: ONNX DFT-20.
 *
 * @param inverse whether to transform back
 * @param onesided whether the frequencies are those of real numbers, without the symmetric half
 */
public record DFT(boolean inverse, boolean onesided) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("DFT")
            .input("input", "T1")
            .optionalHostInput("dft_length", "T2")
            .optionalHostInput("axis", "I")
            .output("output", "T1")
            .where("T1", Types.of(ElementType.BFLOAT16, ElementType.DOUBLE, ElementType.FLOAT, ElementType.FLOAT16))
            .where("T2", Types.INDEX)
            .where("I", Types.INT64)
            .build();

    /** The forward transform with all frequencies. */
    public DFT() {
        this(false, false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(in.tensor(0));
        }
        int rank = shape.rank();
        if (rank < 2) {
            throw in.fail("input: expected rank 2 or more, found shape " + shape);
        }
        Dim parts = shape.dim(rank - 1);
        boolean takesReal = onesided && !inverse;
        if (parts.isFixed() && !parts.is(1) && (takesReal || !parts.is(2))) {
            throw in.fail(
                    "input: expected a last dimension of " + (takesReal ? "1" : "1 or 2") + ", found shape " + shape);
        }
        long given = Signals.scalar(in, 1, -1);
        if (in.constant(1) != null && (given < 1 || given > Signals.MAX_LENGTH)) {
            throw in.fail("dft_length: expected 1 to " + Signals.MAX_LENGTH + ", found " + given);
        }
        List<Dim> dims = new ArrayList<>(shape.dims());
        dims.set(rank - 1, Dim.of(onesided && inverse ? 1 : 2));
        if (in.has(2) && in.constant(2) == null) {
            for (int i = 0; i < rank - 1; i++) {
                dims.set(i, in.unknownDim(0, i));
            }
            return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
        }
        int axis = axis(in, Signals.scalar(in, 2, -2), rank);
        dims.set(axis, resultLength(in, shape.dim(axis), given, axis));
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    private static int axis(Inference in, long axis, int rank) {
        int normal = Axes.normalize(in, axis, rank);
        if (normal == rank - 1) {
            throw in.fail("axis " + axis + ": the last dimension holds real and imaginary part");
        }
        return normal;
    }

    private Dim resultLength(Inference in, Dim own, long given, int axis) {
        if (in.has(1) && given < 0) {
            return in.unknownDim(0, axis);
        }
        if (own.is(0) || own.sizeOrUnknown() > Signals.MAX_LENGTH) {
            throw in.fail("expected a signal of 1 to " + Signals.MAX_LENGTH + " points, found " + own);
        }
        if (onesided && inverse) {
            if (!in.has(1) && own.is(1)) {
                throw in.fail("expected 2 or more frequencies where dft_length is omitted, found " + own);
            }
            return in.has(1) ? Dim.of(given) : own.plus(-1).times(Dim.of(2));
        }
        Dim length = in.has(1) ? Dim.of(given) : own;
        return onesided ? length.dividedBy(2).plus(1) : length;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        int rank = x.shape().rank();
        int axis = Axes.normalize(in.has(2) ? in.tensor(2).longAt(0) : -2, rank);
        int count = Math.toIntExact(x.shape().dim(axis));
        int parts = (int) x.shape().dim(rank - 1);
        int defaultLength = onesided && inverse ? 2 * (count - 1) : count;
        int length = in.has(1) ? Math.toIntExact(in.tensor(1).longAt(0)) : defaultLength;
        Tensor y = in.allocateOutput(0);
        int out = (int) y.shape().dim(axis);
        int outParts = (int) y.shape().dim(rank - 1);
        long outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= x.shape().dim(i);
        }
        long inner = 1;
        for (int i = axis + 1; i < rank - 1; i++) {
            inner *= x.shape().dim(i);
        }
        Fft fft = new Fft(length);
        double factor = inverse ? 1.0 / length : 1;
        for (long o = 0; o < outer; o++) {
            for (long p = 0; p < inner; p++) {
                in.deadline().check();
                double[] re = new double[length];
                double[] im = new double[length];
                load(x, (o * count * inner + p) * parts, inner * parts, parts, count, re, im);
                fft.transform(re, im, inverse);
                for (int k = 0; k < out; k++) {
                    long at = ((o * out + k) * inner + p) * outParts;
                    y.setDouble(at, re[k] * factor);
                    if (outParts == 2) {
                        y.setDouble(at + 1, im[k] * factor);
                    }
                }
            }
        }
        return List.of(y);
    }

    private void load(Tensor x, long from, long stride, int parts, int count, double[] re, double[] im) {
        int length = re.length;
        boolean half = onesided && inverse;
        int used = Math.min(count, half ? length / 2 + 1 : length);
        for (int n = 0; n < used; n++) {
            re[n] = x.doubleAt(from + n * stride);
            im[n] = parts == 2 ? x.doubleAt(from + n * stride + 1) : 0;
        }
        if (half) {
            for (int n = length / 2 + 1; n < length; n++) {
                re[n] = re[length - n];
                im[n] = -im[length - n];
            }
            im[0] = 0;
            if (length % 2 == 0) {
                im[length / 2] = 0;
            }
        }
    }
}
