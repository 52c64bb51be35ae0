package dev.sardonyx.api.op.quantization;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * y = (x - x_zero_point) x_scale, multiplied in FLOAT and rounded to the type of y. Scale and zero point are one for
 * all, one per place along {@code axis}, or one per block of {@code blockSize} places. Source: ONNX
 * DequantizeLinear-25.
 *
 * @param axis the axis that places or blocks are counted along
 * @param blockSize the number of places in a block, or 0 for none
 * @param outputDtype the type of y, or null for that of the scale
 */
public record DequantizeLinear(
        long axis, long blockSize, @Nullable ElementType outputDtype) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("DequantizeLinear")
            .input("x", "T1")
            .input("x_scale", "T2")
            .optional("x_zero_point", "T1")
            .output("y", "T3")
            .where(
                    "T1",
                    Types.of(
                            ElementType.UINT8,
                            ElementType.INT8,
                            ElementType.UINT16,
                            ElementType.INT16,
                            ElementType.INT32,
                            ElementType.UINT4,
                            ElementType.INT4,
                            ElementType.UINT2,
                            ElementType.INT2,
                            ElementType.FLOAT8E4M3FN,
                            ElementType.FLOAT8E4M3FNUZ,
                            ElementType.FLOAT8E5M2,
                            ElementType.FLOAT8E5M2FNUZ,
                            ElementType.FLOAT4E2M1))
            .where("T2", Types.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT8E8M0))
            .where("T3", Types.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.BFLOAT16))
            .build();

    public DequantizeLinear {
        if (blockSize < 0) {
            throw new ModelInvalidException("block_size must not be negative, found " + blockSize);
        }
        if (outputDtype != null && !SIGNATURE.types("T3").contains(outputDtype)) {
            throw new ModelInvalidException(
                    "output_dtype: expected one of " + SIGNATURE.types("T3") + ", found " + outputDtype);
        }
    }

    /** Per tensor or along axis 1. */
    public DequantizeLinear() {
        this(1, 0, null);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        new Granularity(axis, blockSize).check(in);
        return List.of(new TensorType(outputType(in.elementType(1)), in.shape(0)));
    }

    private ElementType outputType(ElementType scale) {
        if (outputDtype != null) {
            return outputDtype;
        }
        return scale == ElementType.FLOAT8E8M0 ? ElementType.FLOAT : scale;
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        Granularity granularity = new Granularity(axis, blockSize);
        Ref scale = granularity.spread(d, d.input(1), x);
        Ref shifted = x;
        if (d.has(2)) {
            ElementType exact = x.elementType().isFloating() ? ElementType.FLOAT : ElementType.INT32;
            Ref zero = granularity.spread(d, d.input(2), x);
            shifted = d.emit(new Sub(), cast(d, x, exact), cast(d, zero, exact));
        }
        Ref product = d.emit(new Mul(), cast(d, shifted, ElementType.FLOAT), cast(d, scale, ElementType.FLOAT));
        return List.of(cast(d, product, outputType(scale.elementType())));
    }

    private static Ref cast(Decomposition d, Ref x, ElementType type) {
        return x.elementType() == type ? x : d.emit(new Cast(type), x);
    }
}
