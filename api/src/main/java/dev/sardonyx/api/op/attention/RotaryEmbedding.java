package dev.sardonyx.api.op.attention;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.op.movement.Concat;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.op.movement.Slice;
import dev.sardonyx.api.op.movement.Split;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.op.normalization.Precision;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Turns pairs of elements of each head by the angle of their position: (x1, x2) becomes (cos x1 - sin x2, sin x1 + cos
 * x2). X is [batch, heads, positions, head size], or [batch, positions, heads * head size]. The caches are [positions,
 * half] with {@code position_ids}[batch, positions], else [batch, positions, half]. Computed in float32 or wider and
 * rounded once. Source: ONNX RotaryEmbedding-23.
 *
 * @param interleaved whether pairs are neighbours; else the first half of a head pairs with the second
 * @param numHeads number of heads, for X of three dimensions
 * @param rotaryEmbeddingDim how many elements at the front of a head are turned; 0 for all
 */
public record RotaryEmbedding(boolean interleaved, long numHeads, long rotaryEmbeddingDim)
        implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("RotaryEmbedding")
            .input("X", "T")
            .input("cos_cache", "T")
            .input("sin_cache", "T")
            .optional("position_ids", "M")
            .output("Y", "T")
            .where("T", Types.FLOATING)
            .where("M", Types.INT64)
            .build();

    public RotaryEmbedding {
        if (numHeads < 0) {
            throw new ModelInvalidException("num_heads: expected 0 or more, found " + numHeads);
        }
        if (rotaryEmbeddingDim < 0 || rotaryEmbeddingDim % 2 != 0) {
            throw new ModelInvalidException(
                    "rotary_embedding_dim: expected an even number of 0 or more, found " + rotaryEmbeddingDim);
        }
    }

    /** Whole heads, halves paired, X of four dimensions. */
    public RotaryEmbedding() {
        this(false, 0, 0);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x != null) {
            if (x.rank() != 3 && x.rank() != 4) {
                throw in.fail("X: expected three or four dimensions, found " + x);
            }
            Dim last = x.dim(x.rank() - 1);
            if (x.rank() == 3 && (numHeads == 0 || (last.isFixed() && last.sizeOrUnknown() % numHeads != 0))) {
                throw in.fail("num_heads: expected a divisor of the last dimension of " + x + ", found " + numHeads);
            }
        }
        int rank = in.has(3) ? 2 : 3;
        for (int i = 1; i <= 2; i++) {
            SymbolicShape cache = in.shape(i);
            if (cache != null && cache.rank() != rank) {
                throw in.fail("input " + i + ": expected " + rank + " dimensions, found " + cache);
            }
        }
        return List.of(in.tensor(0));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = Precision.of(d.input(0).elementType());
        boolean flat = d.input(0).rank() == 3;
        Ref x = Precision.cast(d, d.input(0), type);
        Ref heads = flat ? d.emit(new Reshape(), x, d.int64(0, 0, numHeads, -1)) : x;
        int headAxis = flat ? 2 : 1;
        Ref cos = angle(d, 1, type, headAxis);
        Ref sin = angle(d, 2, type, headAxis);
        Ref turned = rotaryEmbeddingDim == 0 ? heads : slice(d, heads, 0, rotaryEmbeddingDim, 1);
        Ref y = turn(d, turned, cos, sin);
        if (rotaryEmbeddingDim != 0) {
            y = d.emit(new Concat(3), y, slice(d, heads, rotaryEmbeddingDim, Long.MAX_VALUE, 1));
        }
        if (flat) {
            y = d.emit(new Reshape(true), y, d.emit(new Shape(), x));
        }
        return List.of(Precision.cast(d, y, d.input(0).elementType()));
    }

    private static Ref angle(Decomposition d, int i, ElementType type, int headAxis) {
        Ref cache = Precision.cast(d, d.input(i), type);
        Ref here = d.has(3) ? d.emit(new Gather(0), cache, d.input(3)) : cache;
        return d.emit(new Unsqueeze(), here, d.int64(headAxis));
    }

    private Ref turn(Decomposition d, Ref x, Ref cos, Ref sin) {
        List<Ref> halves = interleaved
                ? List.of(slice(d, x, 0, Long.MAX_VALUE, 2), slice(d, x, 1, Long.MAX_VALUE, 2))
                : d.emitAll(new Split(3, 2L), 2, x);
        Ref first = halves.getFirst();
        Ref second = halves.getLast();
        Ref real = d.emit(new Sub(), d.emit(new Mul(), cos, first), d.emit(new Mul(), sin, second));
        Ref imaginary = d.emit(new Add(), d.emit(new Mul(), sin, first), d.emit(new Mul(), cos, second));
        if (!interleaved) {
            return d.emit(new Concat(3), real, imaginary);
        }
        Ref axis = d.int64(4);
        Ref pairs =
                d.emit(new Concat(4), d.emit(new Unsqueeze(), real, axis), d.emit(new Unsqueeze(), imaginary, axis));
        return d.emit(new Reshape(true), pairs, d.emit(new Shape(), x));
    }

    private static Ref slice(Decomposition d, Ref x, long start, long end, long step) {
        return d.emit(new Slice(), x, d.int64(start), d.int64(end), d.int64(3), d.int64(step));
    }
}
