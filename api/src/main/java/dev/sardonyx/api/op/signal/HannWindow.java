package dev.sardonyx.api.op.signal;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * w[n] = 0.5 - 0.5 cos(2 pi n / N). Source: ONNX HannWindow-17.
 *
 * @param outputDatatype the element type of the result
 * @param periodic whether N is the size, rather than the size less 1
 */
public record HannWindow(ElementType outputDatatype, boolean periodic) implements WindowOperator {
    private static final Signature SIGNATURE = WindowOperator.signature("HannWindow");

    /** A periodic FLOAT window. */
    public HannWindow() {
        this(ElementType.FLOAT, true);
    }

    public HannWindow {
        Signals.checkDatatype(outputDatatype);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Double> coefficients() {
        return List.of(0.5, 0.5, 0.0);
    }
}
