package dev.sardonyx.api.op.quantization;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Clip;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Round;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * y = saturate(round(x / y_scale) + y_zero_point), half to even; 8- and 4-bit floats are rounded as {@link Cast}
 * rounds. Scale and zero point are one for all, one per place along {@code axis}, or one per block of
 * {@code blockSize} places. NaN becomes the zero point of an integer type. Source: ONNX QuantizeLinear-25.
 *
 * @param axis the axis that places or blocks are counted along
 * @param blockSize the number of places in a block, or 0 for none
 * @param outputDtype the type of y, or null for that of the zero point, which is UINT8 where there is none
 * @param precision the type to divide in, or null for that of the scale
 * @param saturate whether what is too large for an 8-bit floating type becomes its largest number
 */
public record QuantizeLinear(
        long axis,
        long blockSize,
        @Nullable ElementType outputDtype,
        @Nullable ElementType precision,
        boolean saturate) implements CompositeOperator {
    /** Beyond every quantised type, and small enough that a zero point can be added in INT32. */
    private static final double BEYOND = 1 << 20;

    private static final Set<ElementType> QUANTIZED = Types.of(
            ElementType.UINT8,
            ElementType.INT8,
            ElementType.UINT16,
            ElementType.INT16,
            ElementType.UINT4,
            ElementType.INT4,
            ElementType.UINT2,
            ElementType.INT2,
            ElementType.FLOAT8E4M3FN,
            ElementType.FLOAT8E4M3FNUZ,
            ElementType.FLOAT8E5M2,
            ElementType.FLOAT8E5M2FNUZ,
            ElementType.FLOAT4E2M1);

    private static final Signature SIGNATURE = Signature.of("QuantizeLinear")
            .input("x", "T1")
            .input("y_scale", "T2")
            .optional("y_zero_point", "T3")
            .output("y", "T3")
            .where("T1", Types.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.INT32))
            .where(
                    "T2",
                    Types.of(
                            ElementType.FLOAT,
                            ElementType.FLOAT16,
                            ElementType.BFLOAT16,
                            ElementType.INT32,
                            ElementType.FLOAT8E8M0))
            .where("T3", QUANTIZED)
            .build();

    public QuantizeLinear {
        if (blockSize < 0) {
            throw new ModelInvalidException("block_size must not be negative, found " + blockSize);
        }
        if (outputDtype != null && !QUANTIZED.contains(outputDtype)) {
            throw new ModelInvalidException("output_dtype: expected one of " + QUANTIZED + ", found " + outputDtype);
        }
        if (precision != null && !precision.isFloating()) {
            throw new ModelInvalidException("precision: expected a floating type, found " + precision);
        }
    }

    /** Per tensor or along axis 1, saturating. */
    public QuantizeLinear() {
        this(1, 0, null, null, true);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        ElementType type = outputDtype == null ? ElementType.UINT8 : outputDtype;
        if (in.has(2)) {
            type = in.elementType(2);
            if (outputDtype != null && outputDtype != type) {
                throw in.fail(
                        "output_dtype is " + outputDtype + ", the zero point is " + type + ": expected the same type");
            }
        }
        new Granularity(axis, blockSize).check(in);
        Granularity.checkScale(in);
        return List.of(new TensorType(type, in.shape(0)));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        Granularity granularity = new Granularity(axis, blockSize);
        Ref scale = granularity.spread(d, d.input(1), x);
        Ref zero = d.has(2) ? granularity.spread(d, d.input(2), x) : null;
        ElementType to = zero != null ? zero.elementType() : outputDtype != null ? outputDtype : ElementType.UINT8;
        ElementType wide = divisionType(scale.elementType());
        Ref quotient = d.emit(new Div(), cast(d, x, wide), cast(d, scale, wide));
        if (to.isFloating()) {
            Ref shifted = zero == null ? quotient : d.emit(new Add(), quotient, cast(d, zero, wide));
            return List.of(d.emit(new Cast(to, saturate, Cast.RoundMode.UP), shifted));
        }
        return List.of(d.emit(new Cast(to), integers(d, quotient, zero, to)));
    }

    private ElementType divisionType(ElementType scale) {
        if (precision != null) {
            return precision;
        }
        return scale == ElementType.INT32 || scale == ElementType.FLOAT8E8M0 ? ElementType.FLOAT : scale;
    }

    /** The rounded quotient plus the zero point, within the range of {@code to}, as INT32. */
    private static Ref integers(Decomposition d, Ref quotient, @Nullable Ref zero, ElementType to) {
        Ref rounded = d.emit(new Round(), cast(d, quotient, ElementType.FLOAT));
        Ref bounded =
                d.emit(new Clip(), rounded, d.scalar(ElementType.FLOAT, -BEYOND), d.scalar(ElementType.FLOAT, BEYOND));
        Ref sum = cast(d, bounded, ElementType.INT32);
        if (zero != null) {
            sum = d.emit(new Add(), sum, cast(d, zero, ElementType.INT32));
        }
        boolean signed = to.kind() == ElementType.Kind.SIGNED;
        int max = (1 << (to.bits() - (signed ? 1 : 0))) - 1;
        int min = signed ? -max - 1 : 0;
        return d.emit(new Clip(), sum, d.scalar(ElementType.INT32, min), d.scalar(ElementType.INT32, max));
    }

    private static Ref cast(Decomposition d, Ref x, ElementType type) {
        return x.elementType() == type ? x : d.emit(new Cast(type), x);
    }
}
