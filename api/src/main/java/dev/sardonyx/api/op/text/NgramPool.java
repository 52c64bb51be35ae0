package dev.sardonyx.api.op.text;

import dev.sardonyx.api.ModelInvalidException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The n-grams of a TfIdfVectorizer as a tree by word, for counting. */
final class NgramPool {
    private static final class Branch {
        final Map<Object, Branch> next = new HashMap<>();
        int gram = -1;
    }

    private final Branch root = new Branch();

    NgramPool(List<?> pool, List<Long> starts, long min, long max) {
        int gram = 0;
        for (int n = 1; n <= starts.size(); n++) {
            int from = Math.toIntExact(starts.get(n - 1));
            int to = n < starts.size() ? Math.toIntExact(starts.get(n)) : pool.size();
            for (int at = from; at < to; at += n) {
                if (n >= min && n <= max) {
                    Branch branch = root;
                    for (Object word : pool.subList(at, at + n)) {
                        branch = branch.next.computeIfAbsent(word, w -> new Branch());
                    }
                    branch.gram = gram;
                }
                gram++;
            }
        }
    }

    /** Checks that the pool divides into {@code count} n-grams. */
    static void grams(List<Long> starts, int size, int count) {
        long grams = 0;
        for (int n = 1; n <= starts.size(); n++) {
            long from = starts.get(n - 1);
            long to = n < starts.size() ? starts.get(n) : size;
            if (from < 0 || to < from || to > size || (to - from) % n != 0) {
                throw new ModelInvalidException(
                        "ngram_counts: expected rising starts of whole n-grams up to " + size + ", found " + starts);
            }
            grams += (to - from) / n;
        }
        if (grams != count) {
            throw new ModelInvalidException(
                    "ngram_indexes: expected " + grams + " as many as n-grams in the pool, found " + count);
        }
    }

    /** Counts the n-grams of words {@code step} apart. Single words count once, at step 1. */
    void count(Object[] words, int step, double[] counts) {
        for (int start = 0; start < words.length; start++) {
            Branch branch = root.next.get(words[start]);
            for (long at = start; branch != null; ) {
                if (branch.gram >= 0 && (step == 1 || at > start)) {
                    counts[branch.gram]++;
                }
                at += step;
                branch = at < words.length ? branch.next.get(words[(int) at]) : null;
            }
        }
    }
}
