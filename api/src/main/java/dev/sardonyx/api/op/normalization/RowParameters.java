package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.SymbolicShape;

/** Parameters that broadcast to X, which keeps its shape. */
final class RowParameters {
    private RowParameters() {}

    /** Fails unless input {@code i}, if it is there, broadcasts to {@code x}. */
    static void check(Inference in, SymbolicShape x, int i, String name) {
        SymbolicShape shape = in.has(i) ? in.shape(i) : null;
        if (shape == null) {
            return;
        }
        SymbolicShape common = Broadcasting.infer(in, x, shape);
        if (common.rank() != x.rank() || (common.isFixed() && x.isFixed() && !common.equals(x))) {
            throw in.fail(name + ": expected a shape that broadcasts to " + x + ", found " + shape);
        }
    }
}
