package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.elementwise.BitCast;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.CastLike;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;

/** Conversions between element types. */
final class CastMappings implements MappingTable {
    private static final int[] VERSIONS = {1, 6, 9, 13, 19, 21, 23, 24, 25};

    /** From here on the attribute is the number of a type, not its name. */
    private static final int NUMBERED = 6;

    private static final int SATURATES = 19;
    private static final int ROUNDS = 24;

    @Override
    public void register(Mappings rows) {
        rows.row("Cast", Cast.class, VERSIONS)
                .read(in -> new Cast(target(in), in.flag("saturate", true), roundMode(in)))
                .write((op, out) -> {
                    if (out.version() < NUMBERED) {
                        out.attribute("to", op.to().name());
                    } else {
                        out.attribute("to", op.to());
                    }
                    if (since(op.to()) > out.version()) {
                        out.cannot("Cast knows " + op.to() + " from operator set " + since(op.to()) + " on");
                    }
                    checkInput(out);
                    write(out, op.saturate(), op.roundMode());
                });
        rows.row("CastLike", CastLike.class, 15, 19, 21, 23, 24, 25)
                .read(in -> new CastLike(in.flag("saturate", true), roundMode(in)))
                .write((op, out) -> {
                    checkInput(out);
                    write(out, op.saturate(), op.roundMode());
                });
        rows.row("BitCast", BitCast.class, 26)
                .read(in -> new BitCast(in.elementType("to")))
                .write((op, out) -> out.attribute("to", op.to()));
    }

    private static ElementType target(NodeReader in) {
        if (in.version() >= NUMBERED) {
            return in.elementType("to");
        }
        return EnumText.parse(in, "to", in.text("to", ""), ElementType.class);
    }

    private static Cast.RoundMode roundMode(NodeReader in) {
        return EnumText.read(in, "round_mode", Cast.RoundMode.UP);
    }

    /** The version of Cast that first took the type. */
    private static int since(ElementType type) {
        return switch (type) {
            case STRING -> 9;
            case BFLOAT16 -> 13;
            case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ -> SATURATES;
            case INT4, UINT4 -> 21;
            case FLOAT4E2M1 -> 23;
            case FLOAT8E8M0 -> ROUNDS;
            case INT2, UINT2 -> 25;
            default -> 1;
        };
    }

    private static void checkInput(NodeWriter out) {
        TensorType type = out.inputType(0);
        if (type != null && since(type.elementType()) > out.version()) {
            out.cannot(out.opType() + " knows " + type.elementType() + " from operator set " + since(type.elementType())
                    + " on");
        }
    }

    private static void write(NodeWriter out, boolean saturate, Cast.RoundMode roundMode) {
        if (out.version() < SATURATES && !saturate) {
            out.cannot(out.opType() + " takes saturate from operator set " + SATURATES + " on");
        }
        if (out.version() < ROUNDS && roundMode != Cast.RoundMode.UP) {
            out.cannot(out.opType() + " takes round_mode from operator set " + ROUNDS + " on");
        }
        out.flag("saturate", saturate, true);
        out.attribute("round_mode", EnumText.lower(roundMode), "up");
    }
}
