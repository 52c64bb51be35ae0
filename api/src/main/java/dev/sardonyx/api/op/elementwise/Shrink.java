package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/**
 * output = input + bias below -lambd, input - bias above lambd, elsewhere 0; of NaN 0. Both numbers become elements of
 * the input's type first. Source: ONNX Shrink-9.
 */
public record Shrink(float bias, float lambd) implements Activation {
    private static final Signature SIGNATURE = Signature.of("Shrink")
            .input("input", "T")
            .output("output", "T")
            .where("T", Types.NUMERIC)
            .build();

    /** ONNX's default bias 0 and lambd 0.5. */
    public Shrink() {
        this(0, 0.5f);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        ElementType type = x.elementType();
        Ref shift = d.scalar(type, bias);
        Ref isBelow = d.emit(new Less(), x, d.scalar(type, -lambd));
        Ref isAbove = d.emit(new Greater(), x, d.scalar(type, lambd));
        Ref above = d.emit(new Where(), isAbove, d.emit(new Sub(), x, shift), d.scalar(type, 0));
        return List.of(d.emit(new Where(), isBelow, d.emit(new Add(), x, shift), above));
    }
}
