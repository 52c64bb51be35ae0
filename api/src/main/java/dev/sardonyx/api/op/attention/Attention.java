package dev.sardonyx.api.op.attention;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Y = softmax(softcap(Q K^T * scale) + bias) V, head by head. Q is [batch, heads, positions, size], K and V likewise, or
 * all are [batch, positions, heads * size]. K and V follow {@code past_key} and {@code past_value}, which gives the
 * present ones. Where K has fewer heads than Q, neighbouring heads of Q share one. bias is {@code attn_mask} (added, or
 * -Inf where it is false; -Inf beyond its end), the causal mask, and -Inf from {@code nonpad_kv_seqlen}[batch] on. A
 * query that may see nothing gives zeros. Computed in float32 or wider. Source: ONNX Attention-25.
 *
 * @param isCausal whether a query sees no key after it; the last queries and keys are those at the end of the cache
 * @param kvNumHeads number of heads of K and V, for three dimensions
 * @param qNumHeads number of heads of Q, for three dimensions
 * @param qkMatmulOutputMode what the fourth output is
 * @param scale the weight of the products, or null for 1 / sqrt(size)
 * @param softcap the bound c of c * tanh(x / c), or 0 for none
 * @param softmaxPrecision a type that the softmax is computed in at least, or null
 */
public record Attention(
        boolean isCausal,
        @Nullable Long kvNumHeads,
        @Nullable Long qNumHeads,
        Scores qkMatmulOutputMode,
        @Nullable Float scale,
        float softcap,
        @Nullable ElementType softmaxPrecision)
        implements CompositeOperator {
    /** The stage of the scores that is an output; its place is ONNX's number. */
    public enum Scores {
        /** The scaled products. */
        RAW,
        /** After the softcap. */
        CAPPED,
        /** After the bias. */
        BIASED,
        /** After the softmax. */
        SOFTMAX
    }

    private static final Signature SIGNATURE = Signature.of("Attention")
            .input("Q", "T1")
            .input("K", "T1")
            .input("V", "T2")
            .optional("attn_mask", "U")
            .optional("past_key", "T1")
            .optional("past_value", "T2")
            .optional("nonpad_kv_seqlen", "I")
            .output("Y", "T1")
            .optionalOutput("present_key", "T1")
            .optionalOutput("present_value", "T2")
            .optionalOutput("qk_matmul_output", "T1")
            .where("T1", Types.FLOATING)
            .where("T2", Types.FLOATING)
            .where("U", Types.NUMERIC_OR_BOOL)
            .where("I", Types.INT64)
            .build();

    public Attention {
        requirePositive("kv_num_heads", kvNumHeads);
        requirePositive("q_num_heads", qNumHeads);
        if (!(softcap >= 0)) {
            throw new ModelInvalidException("softcap: expected 0 or more, found " + softcap);
        }
        if (softmaxPrecision != null && !softmaxPrecision.isFloating()) {
            throw new ModelInvalidException("softmax_precision: expected a floating type, found " + softmaxPrecision);
        }
    }

    /** Four dimensions, ONNX's defaults. */
    public Attention(boolean isCausal) {
        this(isCausal, null, null, Scores.RAW, null, 0, null);
    }

    private static void requirePositive(String name, @Nullable Long heads) {
        if (heads != null && (heads < 1 || heads > Integer.MAX_VALUE)) {
            throw new ModelInvalidException(name + ": expected 1 to " + Integer.MAX_VALUE + ", found " + heads);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape q = in.shape(0);
        SymbolicShape k = in.shape(1);
        SymbolicShape v = in.shape(2);
        ElementType t1 = in.elementType(0);
        ElementType t2 = in.elementType(2);
        if (in.has(4) != in.has(5)) {
            throw in.fail("expected both past_key and past_value or neither");
        }
        if (q == null || k == null || v == null) {
            TensorType unknown = new TensorType(t1, null);
            return List.of(unknown, unknown, new TensorType(t2, null), unknown);
        }
        SymbolicShape heads = split(in, "Q", q, q.rank(), qNumHeads);
        SymbolicShape keys = split(in, "K", k, q.rank(), kvNumHeads);
        SymbolicShape values = split(in, "V", v, q.rank(), kvNumHeads);
        requireEqual(in, "batches of Q and K", heads.dim(0), keys.dim(0));
        requireEqual(in, "batches of K and V", keys.dim(0), values.dim(0));
        requireEqual(in, "heads of K and V", keys.dim(1), values.dim(1));
        requireEqual(in, "positions of K and V", keys.dim(2), values.dim(2));
        requireEqual(in, "head sizes of Q and K", heads.dim(3), keys.dim(3));
        if (heads.dim(1).isFixed()
                && keys.dim(1).isFixed()
                && (keys.dim(1).is(0)
                        || heads.dim(1).sizeOrUnknown() % keys.dim(1).sizeOrUnknown() != 0)) {
            throw in.fail("expected heads of Q that are a multiple of those of K, found " + heads + " and " + keys);
        }
        Dim total = in.has(4) ? total(in, keys.dim(2)) : keys.dim(2);
        SymbolicShape y = SymbolicShape.of(heads.dim(0), heads.dim(1), heads.dim(2), values.dim(3));
        if (q.rank() == 3) {
            y = SymbolicShape.of(q.dim(0), q.dim(1), heads.dim(1).times(values.dim(3)));
        }
        return List.of(
                new TensorType(t1, y),
                new TensorType(t1, SymbolicShape.of(keys.dim(0), keys.dim(1), total, keys.dim(3))),
                new TensorType(t2, SymbolicShape.of(values.dim(0), values.dim(1), total, values.dim(3))),
                new TensorType(t1, SymbolicShape.of(heads.dim(0), heads.dim(1), heads.dim(2), total)));
    }

    private static Dim total(Inference in, Dim present) {
        SymbolicShape past = in.shape(4);
        if (past == null) {
            return in.unknownDim(1, 2);
        }
        if (past.rank() != 4) {
            throw in.fail("past_key: expected four dimensions, found " + past);
        }
        return DimMath.plus(in, past.dim(2), present);
    }

    private static void requireEqual(Inference in, String what, Dim a, Dim b) {
        if (a.isFixed() && b.isFixed() && !a.equals(b)) {
            throw in.fail("expected equal " + what + ", found " + a + " and " + b);
        }
    }

    /** The shape with its heads apart. */
    private static SymbolicShape split(
            Inference in, String name, SymbolicShape shape, int rank, @Nullable Long numHeads) {
        if (shape.rank() != rank || (rank != 3 && rank != 4)) {
            throw in.fail("expected Q, K and V of three dimensions each or four, found " + name + " " + shape);
        }
        if (rank == 4) {
            return shape;
        }
        Dim hidden = shape.dim(2);
        if (numHeads == null || (hidden.isFixed() && hidden.sizeOrUnknown() % numHeads != 0)) {
            throw in.fail("expected a number of heads that divides the last dimension of " + name + " " + shape
                    + ", found " + numHeads);
        }
        return SymbolicShape.of(shape.dim(0), Dim.of(numHeads), shape.dim(1), hidden.dividedBy(numHeads));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        return new AttentionSteps(this, d).outputs();
    }
}
