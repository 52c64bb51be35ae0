package dev.sardonyx.api.op.text;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * Counts n-grams of a pool in every row of X [C] or [N, C]; the result is FLOAT [M] or [N, M], where M is the
 * largest of {@code ngramIndexes} plus 1. An n-gram takes elements at a distance of 1 to {@code maxSkipCount}
 * + 1. Mode TF gives the count, IDF the weight where the count is not 0, TFIDF their product. Weights
 * are those of the pool's n-grams; 1 where there are none. Source: ONNX TfIdfVectorizer-9.
 *
 * @param mode what to make of a count
 * @param minGramLength the least n
 * @param maxGramLength the largest n
 * @param maxSkipCount the most elements left out between two of an n-gram
 * @param ngramCounts where the n-grams of length 1, 2, … begin in the pool
 * @param ngramIndexes the place of each n-gram of the pool in the result
 * @param poolInt64s n-grams of integers, one after the other
 * @param poolStrings n-grams of strings, one after the other
 * @param weights one weight per n-gram of the pool, or none
 */
public record TfIdfVectorizer(
        Mode mode,
        long minGramLength,
        long maxGramLength,
        long maxSkipCount,
        List<Long> ngramCounts,
        List<Long> ngramIndexes,
        List<Long> poolInt64s,
        List<String> poolStrings,
        List<Float> weights)
        implements HostOperator {
    /** What to make of a count. */
    public enum Mode {
        TF,
        IDF,
        TFIDF
    }

    private static final Signature SIGNATURE = Signature.of("TfIdfVectorizer")
            .input("X", "T")
            .output("Y", "T1")
            .where("T", Types.union(Types.INDEX, Types.STRING))
            .where("T1", Types.of(ElementType.FLOAT))
            .build();

    public TfIdfVectorizer {
        ngramCounts = List.copyOf(ngramCounts);
        ngramIndexes = List.copyOf(ngramIndexes);
        poolInt64s = List.copyOf(poolInt64s);
        poolStrings = List.copyOf(poolStrings);
        weights = List.copyOf(weights);
        check(minGramLength >= 1, "min_gram_length: expected 1 or more", minGramLength);
        check(maxGramLength >= minGramLength, "max_gram_length: expected " + minGramLength + " or more", maxGramLength);
        check(maxSkipCount >= 0, "max_skip_count: expected 0 or more", maxSkipCount);
        check(
                ngramCounts.size() >= maxGramLength,
                "ngram_counts: expected a start per length up to " + maxGramLength,
                ngramCounts.size());
        check(!ngramIndexes.isEmpty(), "ngram_indexes: expected 1 element or more", 0);
        for (long index : ngramIndexes) {
            check(index >= 0 && index < Integer.MAX_VALUE, "ngram_indexes: expected 0 to 2^31-2", index);
        }
        check(poolInt64s.isEmpty() != poolStrings.isEmpty(), "expected one of pool_int64s and pool_strings", 0);
        check(
                weights.isEmpty() || weights.size() == ngramIndexes.size(),
                "weights: expected " + ngramIndexes.size() + " like ngram_indexes",
                weights.size());
        int pool = Math.max(poolInt64s.size(), poolStrings.size());
        NgramPool.grams(ngramCounts, pool, ngramIndexes.size());
    }

    private static void check(boolean right, String expected, long found) {
        if (!right) {
            throw new ModelInvalidException(expected + ", found " + found);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    private long width() {
        return ngramIndexes.stream().mapToLong(n -> n).max().orElseThrow() + 1;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if ((in.elementType(0) == ElementType.STRING) == poolStrings.isEmpty()) {
            throw in.fail("X: expected elements like those of the pool, found " + in.elementType(0));
        }
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(new TensorType(ElementType.FLOAT, null));
        }
        if (shape.rank() != 1 && shape.rank() != 2) {
            throw in.fail("X: expected shape [C] or [N, C], found " + shape);
        }
        Dim width = Dim.of(width());
        return List.of(new TensorType(
                ElementType.FLOAT,
                shape.rank() == 1 ? SymbolicShape.of(width) : SymbolicShape.of(shape.dim(0), width)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        boolean strings = !poolStrings.isEmpty();
        NgramPool pool = new NgramPool(strings ? poolStrings : poolInt64s, ngramCounts, minGramLength, maxGramLength);
        int length = Math.toIntExact(x.shape().dim(x.shape().rank() - 1));
        long rows = length == 0 ? 0 : x.elements() / length;
        for (long row = 0; row < rows; row++) {
            Object[] words = new Object[length];
            for (int i = 0; i < length; i++) {
                long at = row * length + i;
                words[i] = strings ? x.stringAt(at) : (Object) x.longAt(at);
            }
            double[] counts = new double[ngramIndexes.size()];
            for (long skip = 0; skip <= maxSkipCount && skip < Math.max(1, length); skip++) {
                in.deadline().check();
                pool.count(words, (int) skip + 1, counts);
            }
            store(y, row * width(), counts);
        }
        return List.of(y);
    }

    private void store(Tensor y, long from, double[] counts) {
        for (int g = 0; g < counts.length; g++) {
            double weight = weights.isEmpty() ? 1 : weights.get(g);
            double value = switch (mode) {
                case TF -> counts[g];
                case IDF -> counts[g] > 0 ? weight : 0;
                case TFIDF -> counts[g] * weight;
            };
            long at = from + ngramIndexes.get(g);
            y.setDouble(at, y.doubleAt(at) + value);
        }
    }
}
