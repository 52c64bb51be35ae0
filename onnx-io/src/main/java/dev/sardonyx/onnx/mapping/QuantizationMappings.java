package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.quantization.DequantizeLinear;
import dev.sardonyx.api.op.quantization.DynamicQuantizeLinear;
import dev.sardonyx.api.op.quantization.QuantizeLinear;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/** Quantisation and back. */
final class QuantizationMappings implements MappingTable {
    private static final int HAS_AXIS = 13;
    private static final int HAS_FLOATS = 19;
    private static final int HAS_BLOCKS = 21;
    private static final int HAS_PRECISION = 23;

    @Override
    public void register(Mappings rows) {
        rows.row("QuantizeLinear", QuantizeLinear.class, 10, 13, 19, 21, 23, 24, 25)
                .read(in -> new QuantizeLinear(
                        in.integer("axis", 1),
                        in.integer("block_size", 0),
                        typeOrNull(in, "output_dtype"),
                        typeOrNull(in, "precision"),
                        in.flag("saturate", true)))
                .write(QuantizationMappings::quantize);
        rows.row("DequantizeLinear", DequantizeLinear.class, 10, 13, 19, 21, 23, 24, 25)
                .read(in -> new DequantizeLinear(
                        in.integer("axis", 1), in.integer("block_size", 0), typeOrNull(in, "output_dtype")))
                .write(QuantizationMappings::dequantize);
        rows.row("DynamicQuantizeLinear", DynamicQuantizeLinear.class, 11).plain(DynamicQuantizeLinear::new);
    }

    /** ONNX writes "not said" as 0, too. */
    private static @Nullable ElementType typeOrNull(NodeReader in, String name) {
        Long code = in.integerOrNull(name);
        return code == null || code == 0 ? null : in.elementType(name);
    }

    private static void quantize(QuantizeLinear op, NodeWriter out) {
        granularity(op.axis(), op.blockSize(), out);
        checkType(out, 2);
        if (op.outputDtype() != null && !(out.hasInput(2) && out.version() < HAS_BLOCKS)) {
            since(out, HAS_BLOCKS, "output_dtype");
            out.attribute("output_dtype", op.outputDtype());
        }
        if (op.precision() != null) {
            since(out, HAS_PRECISION, "precision");
            out.attribute("precision", op.precision());
        }
        if (!op.saturate()) {
            since(out, HAS_FLOATS, "saturate");
            out.flag("saturate", false, true);
        }
    }

    private static void dequantize(DequantizeLinear op, NodeWriter out) {
        granularity(op.axis(), op.blockSize(), out);
        checkType(out, 0);
        if (op.outputDtype() != null) {
            since(out, HAS_PRECISION, "output_dtype");
            out.attribute("output_dtype", op.outputDtype());
        }
    }

    private static void granularity(long axis, long blockSize, NodeWriter out) {
        SymbolicShape scale = out.inputShape(1);
        boolean single = scale != null && scale.dims().stream().allMatch(dim -> dim.is(1));
        if (out.version() < HAS_AXIS && !single) {
            since(out, HAS_AXIS, "a scale for each place along an axis");
        } else if (out.version() >= HAS_AXIS) {
            out.attribute("axis", axis, 1);
        }
        if (blockSize != 0) {
            since(out, HAS_BLOCKS, "block_size");
            out.attribute("block_size", blockSize);
        }
    }

    private static void checkType(NodeWriter out, int i) {
        TensorType type = out.inputType(i);
        if (type != null && since(type.elementType()) > out.version()) {
            since(out, since(type.elementType()), type.elementType().toString());
        }
    }

    /** The version that first had the quantised type. */
    private static int since(ElementType type) {
        return switch (type) {
            case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ -> HAS_FLOATS;
            case INT4, UINT4, INT16, UINT16 -> HAS_BLOCKS;
            case FLOAT4E2M1 -> HAS_PRECISION;
            case INT2, UINT2 -> 25;
            default -> 1;
        };
    }

    private static void since(NodeWriter out, int version, String what) {
        if (out.version() < version) {
            out.cannot(out.opType() + " takes " + what + " from operator set " + version + " on");
        }
    }
}
