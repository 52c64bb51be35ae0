package dev.sardonyx.api.op.signal;

import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * w[n] = 25/46 - 21/46 cos(2 pi n / N). Source: ONNX HammingWindow-17.
 *
 * @param outputDatatype the element type of the result
 * @param periodic whether N is the size, rather than the size less 1
 */
public record HammingWindow(ElementType outputDatatype, boolean periodic) implements WindowOperator {
    private static final Signature SIGNATURE = WindowOperator.signature("HammingWindow");

    /** A periodic FLOAT window. */
    public HammingWindow() {
        this(ElementType.FLOAT, true);
    }

    public HammingWindow {
        Signals.checkDatatype(outputDatatype);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Double> coefficients() {
        return List.of(25.0 / 46, 21.0 / 46, 0.0);
    }
}
