package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Round;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.op.normalization.Precision;
import dev.sardonyx.api.tensor.ElementType;

/** What decompositions of quantized products have in common. */
final class ZeroPoints {
    private ZeroPoints() {}

    /** {@code x} less its zero point, in {@code type}; {@code x} alone where {@code zero} is input that is not there. */
    static Ref subtract(Decomposition d, Ref x, int zero, ElementType type, int rank) {
        Ref wide = Precision.cast(d, x, type);
        if (!d.has(zero)) {
            return wide;
        }
        return d.emit(new Sub(), wide, perRow(d, Precision.cast(d, d.input(zero), type), rank));
    }

    /** A parameter of one element per row of a matrix, shaped to broadcast over rows; others stay as they are. */
    static Ref perRow(Decomposition d, Ref parameter, int rank) {
        return parameter.rank() == 1 && rank >= 2 ? d.emit(new Unsqueeze(), parameter, d.int64(1)) : parameter;
    }

    /** Rounds {@code sum * scale / yScale} to even, adds the zero point and saturates to {@code yZero}'s type. */
    static Ref requantize(Decomposition d, Ref sum, Ref scale, Ref yScale, Ref yZero) {
        Ref multiplier = d.emit(new Div(), scale, yScale);
        Ref real = d.emit(new Mul(), d.emit(new Cast(ElementType.FLOAT), sum), multiplier);
        ElementType type = yZero.elementType();
        Ref whole = type.isInteger() ? d.emit(new Round(), real) : real;
        Ref moved = d.emit(new Add(), whole, Precision.cast(d, yZero, ElementType.FLOAT));
        return d.emit(new Cast(type), moved);
    }
}
