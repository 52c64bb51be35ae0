package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Identity;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * output = min(max(input, min), max); a bound that is omitted does not bind, max wins over a larger min, and NaN
 * stays. A bound is a single element. Source: ONNX Clip-13. Exact.
 */
public record Clip() implements Activation {
    private static final Signature SIGNATURE = Signature.of("Clip")
            .input("input", "T")
            .optional("min", "T")
            .optional("max", "T")
            .output("output", "T")
            .where("T", Types.NUMERIC)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        for (int i = 1; i <= 2; i++) {
            if (in.has(i)) {
                HostValues.requireSingle(in, i);
            }
        }
        return Activation.super.infer(in);
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref result = d.input(0);
        if (d.has(1)) {
            result = d.emit(new Max(), result, scalar(d, 1));
        }
        if (d.has(2)) {
            result = d.emit(new Min(), result, scalar(d, 2));
        }
        return List.of(d.has(1) || d.has(2) ? result : d.emit(new Identity(), result));
    }

    /** Some exporters write a list of one. */
    private static Ref scalar(Decomposition d, int i) {
        Ref bound = d.input(i);
        return bound.rank() == 0 ? bound : d.emit(new Reshape(), bound, d.int64());
    }
}
