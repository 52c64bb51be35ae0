package dev.sardonyx.api.op.signal;

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

/**
 * The Fourier transforms of a sliding window: y[b, t, k] = sum over n of w[n] x[b, t s + n] exp(-2 pi i k n / N)
 * with the step s = {@code frame_step}. {@code signal} is [B, L, 1] for real numbers or [B, L, 2]; the result is
 * [B, (L-N)/s + 1, K, 2] with K = N/2+1 where {@code onesided}, else N. N is {@code frame_length}, else
 * the length of {@code window}. Source: ONNX STFT-17.
 *
 * @param onesided whether to leave out the symmetric half of the frequencies of real numbers
 */
public record STFT(boolean onesided) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("STFT")
            .input("signal", "T1")
            .hostInput("frame_step", "T2")
            .optional("window", "T1")
            .optionalHostInput("frame_length", "T2")
            .output("output", "T1")
            .where("T1", Types.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.DOUBLE, ElementType.BFLOAT16))
            .where("T2", Types.INDEX)
            .build();

    /** Without the symmetric half. */
    public STFT() {
        this(true);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape signal = in.shape(0);
        if (signal != null) {
            Dim parts = signal.rank() == 3 ? signal.dim(2) : Dim.of(0);
            if (parts.isFixed() && !parts.is(1) && (onesided || !parts.is(2))) {
                throw in.fail("signal: expected shape [batches, length, " + (onesided ? "1" : "1 or 2") + "], found "
                        + signal);
            }
        }
        Dim length = frameLength(in);
        long step = Signals.scalar(in, 1, -1);
        if (in.constant(1) != null && step < 1) {
            throw in.fail("frame_step: expected 1 or more, found " + step);
        }
        Dim batches = signal == null ? in.unknownDim(0, 0) : signal.dim(0);
        Dim frames = in.unknownDim(0, 1);
        if (signal != null && length.isFixed() && step > 0) {
            Dim points = signal.dim(1);
            if (points.isFixed() && points.sizeOrUnknown() < length.sizeOrUnknown()) {
                throw in.fail("expected a signal of " + length + " points or more, found " + points);
            }
            frames = points.plus(-length.sizeOrUnknown()).dividedBy(step).plus(1);
        }
        Dim bins = onesided && length.isFixed() ? length.dividedBy(2).plus(1) : length;
        return List.of(new TensorType(
                in.elementType(0),
                SymbolicShape.of(batches, frames, bins.isFixed() ? bins : in.unknownDim(0, 2), Dim.of(2))));
    }

    private static Dim frameLength(Inference in) {
        if (!in.has(2) && !in.has(3)) {
            throw in.fail("expected window or frame_length, found neither");
        }
        SymbolicShape window = in.has(2) ? in.shape(2) : null;
        if (window != null && window.rank() != 1) {
            throw in.fail("window: expected a vector, found shape " + window);
        }
        Tensor given = in.constant(3);
        Signals.scalar(in, 3, -1);
        Dim own = window == null ? in.unknownDim(0, 2) : window.dim(0);
        if (given == null && in.has(3)) {
            return own.isFixed() ? own : in.unknownDim(0, 2);
        }
        long length = given == null ? own.sizeOrUnknown() : given.longAt(0);
        if (given != null && own.isFixed() && !own.is(length)) {
            throw in.fail("frame_length: expected " + own + " like the window, found " + length);
        }
        if ((given != null && length < 1) || length == 0 || length > Signals.MAX_LENGTH) {
            throw in.fail("frame_length: expected 1 to " + Signals.MAX_LENGTH + ", found " + length);
        }
        return given == null ? own : Dim.of(length);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        int step = Math.clamp(in.tensor(1).longAt(0), 1, Integer.MAX_VALUE);
        int length =
                Math.toIntExact(in.has(3) ? in.tensor(3).longAt(0) : in.shape(2).dim(0));
        double[] window = in.has(2) ? in.tensor(2).toDoubles() : null;
        long points = x.shape().dim(1);
        int parts = (int) x.shape().dim(2);
        Tensor y = in.allocateOutput(0);
        long frames = y.shape().dim(1);
        int bins = (int) y.shape().dim(2);
        Fft fft = new Fft(length);
        for (long f = 0; f < x.shape().dim(0) * frames; f++) {
            in.deadline().check();
            double[] re = new double[length];
            double[] im = new double[length];
            long from = f / frames * points + f % frames * step;
            for (int n = 0; n < length; n++) {
                double w = window == null ? 1 : window[n];
                re[n] = w * x.doubleAt((from + n) * parts);
                im[n] = parts == 2 ? w * x.doubleAt((from + n) * parts + 1) : 0;
            }
            fft.transform(re, im, false);
            for (int k = 0; k < bins; k++) {
                y.setDouble(2 * (f * bins + k), re[k]);
                y.setDouble(2 * (f * bins + k) + 1, im[k]);
            }
        }
        return List.of(y);
    }
}
