package dev.sardonyx.api.op.signal;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * w[n] = 0.42 - 0.5 cos(2 pi n / N) + 0.08 cos(4 pi n / N). Source: ONNX BlackmanWindow-17.
 *
 * @param outputDatatype the element type of the result
 * @param periodic whether N is the size, rather than the size less 1
 */
public record BlackmanWindow(ElementType outputDatatype, boolean periodic) implements WindowOperator {
    private static final Signature SIGNATURE = WindowOperator.signature("BlackmanWindow");

    /** A periodic FLOAT window. */
    public BlackmanWindow() {
        this(ElementType.FLOAT, true);
    }

    public BlackmanWindow {
        Signals.checkDatatype(outputDatatype);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Double> coefficients() {
        return List.of(0.42, 0.5, 0.08);
    }
}
