package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.generation.OneHot;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.op.reduction.ArgMax;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * 1 at the first of the largest elements along one axis, 0 elsewhere. Source: ONNX Hardmax-13. Exact.
 *
 * @param axis the axis that has one 1
 */
public record Hardmax(long axis) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Hardmax")
            .input("input", "T")
            .output("output", "T")
            .where("T", Types.FLOATING)
            .build();

    /** The last axis. */
    public Hardmax() {
        this(-1);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null) {
            Axes.normalize(in, axis, x.rank());
        }
        return List.of(in.tensor(0));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        long at = Axes.normalize(axis, x.rank());
        Ref largest = d.emit(new ArgMax(at, false, false), x);
        Ref depth = d.emit(new Shape(at, at + 1), x);
        ElementType type = x.elementType();
        Ref values = d.constant(Tensor.ofDoubles(type, dev.sardonyx.api.tensor.Shape.of(2), 0, 1));
        return List.of(d.emit(new OneHot(at), largest, depth, values));
    }
}
