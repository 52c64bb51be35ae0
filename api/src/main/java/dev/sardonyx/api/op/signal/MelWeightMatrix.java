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
 * The matrix [dft_length/2+1, num_mel_bins] whose column m is the triangle of mel band m over the frequencies of a
 * Fourier transform. Band edges are equally spaced on the mel scale 2595 log10(1 + f/700) between the two edge
 * frequencies (in num_mel_bins+2 steps, of which the last is not used, as ONNX has it), and rounded down to
 * frequencies of the transform. Source: ONNX MelWeightMatrix-17.
 *
 * @param outputDatatype the element type of the result
 */
public record MelWeightMatrix(ElementType outputDatatype) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("MelWeightMatrix")
            .hostInput("num_mel_bins", "T1")
            .hostInput("dft_length", "T1")
            .hostInput("sample_rate", "T1")
            .hostInput("lower_edge_hertz", "T2")
            .hostInput("upper_edge_hertz", "T2")
            .output("output", "T3")
            .where("T1", Types.INDEX)
            .where("T2", Types.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.DOUBLE, ElementType.BFLOAT16))
            .where("T3", Types.NUMERIC)
            .build();

    /** A FLOAT matrix. */
    public MelWeightMatrix() {
        this(ElementType.FLOAT);
    }

    public MelWeightMatrix {
        Signals.checkDatatype(outputDatatype);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        for (int i = 0; i < 5; i++) {
            Signals.checkOne(in, i);
        }
        Dim bins = size(in, 0);
        Dim length = size(in, 1);
        return List.of(new TensorType(
                outputDatatype,
                SymbolicShape.of(length.isFixed() ? length.dividedBy(2).plus(1) : in.unknownDim(0, 0), bins)));
    }

    private static Dim size(Inference in, int i) {
        Tensor value = in.constant(i);
        if (value == null) {
            return in.unknownDim(0, 1);
        }
        if (value.longAt(0) < 0) {
            throw in.fail(SIGNATURE.input(i).name() + ": expected 0 or more, found " + value.longAt(0));
        }
        return Dim.of(value.longAt(0));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        int bins = Math.toIntExact(in.tensor(0).longAt(0));
        Tensor y = in.allocateOutput(0);
        long[] edges = edges(in, bins);
        long frequencies = y.shape().dim(0);
        for (int m = 0; m < bins; m++) {
            in.deadline().check();
            long low = edges[m];
            long centre = edges[m + 1];
            long high = edges[m + 2];
            if (low < 0 || high > frequencies || centre >= frequencies) {
                throw in.fail("band " + m + " lies outside of the transform: expected frequencies of 0 to half the "
                        + "sample rate, found places " + low + " to " + high + " of " + frequencies);
            }
            for (long f = low; f <= centre; f++) {
                y.setDouble(f * bins + m, centre == low ? 1 : (double) (f - low) / (centre - low));
            }
            for (long f = centre; f < high; f++) {
                y.setDouble(f * bins + m, (double) (high - f) / (high - centre));
            }
        }
        return List.of(y);
    }

    private static long[] edges(Evaluation in, int bins) {
        double length = in.tensor(1).longAt(0);
        long rate = in.tensor(2).longAt(0);
        if (rate <= 0) {
            throw in.fail("sample_rate: expected 1 or more, found " + rate);
        }
        double low = mel(in.tensor(3).doubleAt(0));
        double step = (mel(in.tensor(4).doubleAt(0)) - low) / (bins + 2.0);
        if (!(step >= 0)) {
            throw in.fail("expected edge frequencies of 0 or more in rising order, found "
                    + in.tensor(3).doubleAt(0) + " and " + in.tensor(4).doubleAt(0));
        }
        long[] edges = new long[Math.addExact(bins, 2)];
        for (int i = 0; i < edges.length; i++) {
            double hertz = 700 * (Math.pow(10, (low + i * step) / 2595) - 1);
            edges[i] = (long) Math.floor((length + 1) * hertz / rate);
        }
        return edges;
    }

    private static double mel(double hertz) {
        return 2595 * Math.log10(1 + hertz / 700);
    }
}
