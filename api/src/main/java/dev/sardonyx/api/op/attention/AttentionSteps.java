package dev.sardonyx.api.op.attention;

import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Equal;
import dev.sardonyx.api.op.elementwise.Less;
import dev.sardonyx.api.op.elementwise.LessOrEqual;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Reciprocal;
import dev.sardonyx.api.op.elementwise.Sqrt;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.elementwise.Tanh;
import dev.sardonyx.api.op.elementwise.Where;
import dev.sardonyx.api.op.generation.Range;
import dev.sardonyx.api.op.movement.Concat;
import dev.sardonyx.api.op.movement.Pad;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.op.movement.Squeeze;
import dev.sardonyx.api.op.movement.Transpose;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.op.normalization.Precision;
import dev.sardonyx.api.op.normalization.Softmax;
import dev.sardonyx.api.op.reduction.ReduceMax;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps that one Attention decomposes into. */
final class AttentionSteps {
    private final Attention attention;
    private final Decomposition d;
    private final ElementType type;
    private final boolean flat;

    AttentionSteps(Attention attention, Decomposition d) {
        this.attention = attention;
        this.d = d;
        this.type = Precision.of(d.input(0).elementType(), d.input(2).elementType());
        this.flat = d.input(0).rank() == 3;
    }

    List<Ref> outputs() {
        Ref q = heads(d.input(0), attention.qNumHeads());
        Ref presentKey = withPast(heads(d.input(1), attention.kvNumHeads()), 4);
        Ref presentValue = withPast(heads(d.input(2), attention.kvNumHeads()), 5);
        Ref wide = Precision.cast(d, q, type);
        Ref root = d.emit(new Sqrt(), scale(q));
        Ref k = d.emit(new Mul(), Precision.cast(d, presentKey, type), root);
        Ref keys = d.emit(new Transpose(List.of(0L, 1L, 3L, 2L)), k);
        Ref raw = grouped(d.emit(new Mul(), wide, root), keys);
        Ref capped = capped(raw);
        Ref biased = biased(capped, q, presentKey);
        Ref weights = softmax(biased);
        Ref y = grouped(Precision.cast(d, weights, type), Precision.cast(d, presentValue, type));
        if (flat) {
            Ref turned = d.emit(new Transpose(List.of(0L, 2L, 1L, 3L)), y);
            y = d.emit(new Reshape(), turned, d.int64(0, 0, -1));
        }
        Ref scores = switch (attention.qkMatmulOutputMode()) {
            case RAW -> raw;
            case CAPPED -> capped;
            case BIASED -> biased;
            case SOFTMAX -> weights;
        };
        ElementType t1 = d.input(0).elementType();
        Ref last = d.wants(3) ? Precision.cast(d, scores, t1) : scores;
        return List.of(Precision.cast(d, y, t1), presentKey, presentValue, last);
    }

    private Ref heads(Ref x, @Nullable Long count) {
        if (!flat) {
            return x;
        }
        if (count == null) {
            throw d.fail("q_num_heads and kv_num_heads are required for three dimensions");
        }
        return d.emit(new Transpose(List.of(0L, 2L, 1L, 3L)), d.emit(new Reshape(), x, d.int64(0, 0, count, -1)));
    }

    private Ref withPast(Ref x, int past) {
        return d.has(past) ? d.emit(new Concat(2), d.input(past), x) : x;
    }

    private Ref scale(Ref q) {
        Float given = attention.scale();
        if (given != null) {
            return d.scalar(type, given);
        }
        return d.emit(new Reciprocal(), d.emit(new Sqrt(), d.emit(new Cast(type), size(q, 3))));
    }

    /** A dimension of {@code x} as an INT64 scalar. */
    private Ref size(Ref x, int axis) {
        return d.emit(new Squeeze(), d.emit(new Shape(axis, axis + 1L), x), d.int64(0));
    }

    /** The products of matrices of Q's heads with those of K's or V's, which neighbouring heads of Q share. */
    private Ref grouped(Ref perHead, Ref shared) {
        Dim queries = dim(perHead, 1);
        Dim keys = dim(shared, 1);
        if (queries.isFixed() && queries.equals(keys)) {
            return d.emit(new MatMul(), perHead, shared);
        }
        Ref groups = d.emit(
                new Concat(0),
                d.emit(new Shape(0, 1L), perHead),
                d.emit(new Shape(1, 2L), shared),
                groupSize(perHead, shared),
                d.emit(new Shape(2, null), perHead));
        Ref left = d.emit(new Reshape(true), perHead, groups);
        Ref product = d.emit(new MatMul(), left, d.emit(new Unsqueeze(), shared, d.int64(2)));
        Ref shape = d.emit(new Concat(0), d.emit(new Shape(0, 2L), perHead), d.emit(new Shape(3, null), product));
        return d.emit(new Reshape(true), product, shape);
    }

    private Ref groupSize(Ref perHead, Ref shared) {
        return d.emit(new Div(), d.emit(new Shape(1, 2L), perHead), d.emit(new Shape(1, 2L), shared));
    }

    private static Dim dim(Ref x, int axis) {
        SymbolicShape shape = x.tensorType().shape();
        return shape == null ? Dim.symbol("?") : shape.dim(axis);
    }

    private Ref capped(Ref scores) {
        if (attention.softcap() == 0) {
            return scores;
        }
        Ref cap = d.scalar(type, attention.softcap());
        return d.emit(new Mul(), d.emit(new Tanh(), d.emit(new Div(), scores, cap)), cap);
    }

    private Ref biased(Ref scores, Ref q, Ref keys) {
        Ref result = scores;
        if (d.has(3)) {
            result = d.emit(new Add(), result, mask(keys));
        }
        if (!attention.isCausal() && !d.has(6)) {
            return result;
        }
        Ref never = d.scalar(type, Double.NEGATIVE_INFINITY);
        Ref position = range(size(keys, 2));
        if (attention.isCausal()) {
            Ref query = d.emit(new Unsqueeze(), range(size(q, 2)), d.int64(1));
            Ref seen = d.emit(new LessOrEqual(), position, d.emit(new Add(), query, offset(q)));
            result = d.emit(new Where(), seen, result, never);
        }
        if (d.has(6)) {
            Ref seen = d.emit(new Less(), position, perBatch());
            result = d.emit(new Where(), seen, result, never);
        }
        return result;
    }

    private Ref perBatch() {
        return d.emit(new Unsqueeze(), d.input(6), d.int64(1, 2, 3));
    }

    /** How many keys come before the first query. */
    private Ref offset(Ref q) {
        if (d.has(4)) {
            return size(d.input(4), 2);
        }
        return d.has(6) ? d.emit(new Sub(), perBatch(), size(q, 2)) : d.scalar(ElementType.INT64, 0);
    }

    private Ref range(Ref size) {
        return d.emit(
                new Range(ElementType.FLOAT), d.scalar(ElementType.INT64, 0), size, d.scalar(ElementType.INT64, 1));
    }

    /** The mask as numbers to add, -Inf beyond its end. */
    private Ref mask(Ref keys) {
        Ref mask = d.input(3);
        Ref never = d.scalar(type, Double.NEGATIVE_INFINITY);
        Ref bias = mask.elementType() == ElementType.BOOL
                ? d.emit(new Where(), mask, d.scalar(type, 0), never)
                : Precision.cast(d, mask, type);
        Dim own = dim(mask, mask.rank() - 1);
        Dim all = dim(keys, 2);
        if (own.equals(all) || own.is(1)) {
            return bias;
        }
        Ref missing = d.emit(new Sub(), d.emit(new Shape(2, 3L), keys), d.emit(new Shape(-1, null), mask));
        Ref pads = d.emit(new Concat(0), d.int64(0), missing);
        return d.emit(new Pad(Pad.Mode.CONSTANT), bias, pads, never, d.int64(mask.rank() - 1L));
    }

    private Ref softmax(Ref scores) {
        ElementType asked = attention.softmaxPrecision();
        ElementType inner = asked == null ? type : Precision.of(type, asked);
        Ref weights = d.emit(new Softmax(), Precision.cast(d, scores, inner));
        boolean isMasked = attention.isCausal() || d.has(3) || d.has(6);
        if (!isMasked) {
            return weights;
        }
        Ref largest = d.emit(new ReduceMax(true, false), scores, d.int64(-1));
        Ref seesNothing = d.emit(new Equal(), largest, d.scalar(type, Double.NEGATIVE_INFINITY));
        return d.emit(new Where(), seesNothing, d.scalar(inner, 0), weights);
    }
}
