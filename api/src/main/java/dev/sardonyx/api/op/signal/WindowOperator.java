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
 * The family of cosine windows w[n] = a0 - a1 cos(2 pi n / N) + a2 cos(4 pi n / N) for n below {@code size}: N is
 * the size where periodic, else the size less 1. A size of 0 gives an empty tensor; the symmetric window of
 * size 1 is 1.
 */
public interface WindowOperator extends HostOperator {
    /** The signature that the windows share. */
    static Signature signature(String name) {
        return Signature.of(name)
                .hostInput("size", "T1")
                .output("output", "T2")
                .where("T1", Types.INDEX)
                .where("T2", Types.NUMERIC)
                .build();
    }

    /** The element type of the result. */
    ElementType outputDatatype();

    /** Whether the window is a period of a signal, rather than symmetric. */
    boolean periodic();

    /** The coefficients a0, a1, a2. */
    List<Double> coefficients();

    @Override
    default List<ValueType> infer(Inference in) {
        Signals.checkOne(in, 0);
        Tensor size = in.constant(0);
        if (size != null && size.longAt(0) < 0) {
            throw in.fail("size: expected 0 or more, found " + size.longAt(0));
        }
        List<Dim> dims = in.dims(0);
        Dim length = dims != null && dims.size() == 1 ? dims.getFirst() : in.unknownDim(0, 0);
        return List.of(new TensorType(outputDatatype(), SymbolicShape.of(length)));
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor w = in.allocateOutput(0);
        long size = w.elements();
        double period = periodic() ? size : size - 1;
        List<Double> a = coefficients();
        for (long n = 0; n < size; n++) {
            if (n % 4096 == 0) {
                in.deadline().check();
            }
            double t = 2 * Math.PI * n / period;
            w.setDouble(n, period == 0 ? 1 : a.get(0) - a.get(1) * Math.cos(t) + a.get(2) * Math.cos(2 * t));
        }
        return List.of(w);
    }
}
