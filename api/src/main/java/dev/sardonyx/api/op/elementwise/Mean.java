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
 * The arithmetic mean of one or more tensors: their sum from left to right, divided by their number, with
 * broadcasting. Source: ONNX Mean-13.
 */
public record Mean() implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Mean")
            .variadic("data_0", "T", 1)
            .output("mean", "T")
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
        int count = 1;
        for (; d.has(count); count++) {
            sum = d.emit(new Add(), sum, d.input(count));
        }
        Ref mean =
                count == 1 ? d.emit(new Identity(), sum) : d.emit(new Div(), sum, d.scalar(sum.elementType(), count));
        return List.of(mean);
    }
}
