package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Identity;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The sum of one or more tensors, from left to right, with broadcasting. Source: ONNX Sum-13.
 */
public record Sum() implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Sum")
            .variadic("data_0", "T", 1)
            .output("sum", "T")
            .where("T", Types.FLOATING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), Broadcasting.infer(in, 0)));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref sum = d.input(0);
        for (int i = 1; d.has(i); i++) {
            sum = d.emit(new Add(), sum, d.input(i));
        }
        return List.of(d.has(1) ? sum : d.emit(new Identity(), sum));
    }
}
