package dev.sardonyx.api.op.quantization;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Clip;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Equal;
import dev.sardonyx.api.op.elementwise.Max;
import dev.sardonyx.api.op.elementwise.Min;
import dev.sardonyx.api.op.elementwise.Neg;
import dev.sardonyx.api.op.elementwise.Round;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.elementwise.Where;
import dev.sardonyx.api.op.reduction.ReduceMax;
import dev.sardonyx.api.op.reduction.ReduceMin;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Quantises FLOAT to UINT8 over the range of the data, 0 included: y_scale = (max - min) / 255, y_zero_point =
 * round(saturate(-min / y_scale)), y as {@link QuantizeLinear}. Where all elements are 0 the scale is 1. Source: ONNX
 * DynamicQuantizeLinear-11.
 */
public record DynamicQuantizeLinear() implements CompositeOperator {
    private static final double STEPS = 255;

    private static final Signature SIGNATURE = Signature.of("DynamicQuantizeLinear")
            .input("x", "T1")
            .output("y", "T2")
            .output("y_scale", "tensor(float)")
            .output("y_zero_point", "T2")
            .where("T1", Types.of(ElementType.FLOAT))
            .where("T2", Types.of(ElementType.UINT8))
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(
                new TensorType(ElementType.UINT8, in.shape(0)),
                TensorType.scalar(ElementType.FLOAT),
                TensorType.scalar(ElementType.UINT8));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        Ref zero = d.scalar(ElementType.FLOAT, 0);
        Ref steps = d.scalar(ElementType.FLOAT, STEPS);
        Ref min = d.emit(new Min(), d.emit(new ReduceMin(false, false), x), zero);
        Ref max = d.emit(new Max(), d.emit(new ReduceMax(false, false), x), zero);
        Ref range = d.emit(new Sub(), max, min);
        Ref scale = d.emit(
                new Where(),
                d.emit(new Equal(), range, zero),
                d.scalar(ElementType.FLOAT, 1),
                d.emit(new Div(), range, steps));
        Ref place = d.emit(new Clip(), d.emit(new Neg(), d.emit(new Div(), min, scale)), zero, steps);
        Ref zeroPoint = d.emit(new Cast(ElementType.UINT8), d.emit(new Round(), place));
        return List.of(d.emit(new QuantizeLinear(), x, scale, zeroPoint), scale, zeroPoint);
    }
}
