package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;

/** Parameters of one element per channel, where channels are dimension 1 of X. */
final class ChannelParameters {
    private ChannelParameters() {}

    /** Fails unless inputs {@code from} to {@code to} (inclusive) have one element per channel of input 0. */
    static void check(Inference in, int from, int to) {
        SymbolicShape x = in.shape(0);
        for (int i = from; i <= to; i++) {
            SymbolicShape shape = in.shape(i);
            if (x == null || shape == null) {
                continue;
            }
            Dim channels = x.rank() == 1 ? Dim.of(1) : x.dim(1);
            boolean differs = shape.isFixed() && channels.isFixed() && !shape.equals(SymbolicShape.of(channels));
            if (shape.rank() != 1 || differs) {
                throw in.fail("input " + i + ": expected one element for each of the " + channels + " channels of " + x
                        + ", found " + shape);
            }
        }
    }

    /** A parameter as {@code type}, shaped to broadcast over an input of rank {@code rank}. */
    static Ref spread(Decomposition d, Ref parameter, ElementType type, int rank) {
        Ref cast = Precision.cast(d, parameter, type);
        return rank <= 2 ? cast : d.emit(new Unsqueeze(), cast, Precision.axes(d, 1, rank - 1));
    }
}
