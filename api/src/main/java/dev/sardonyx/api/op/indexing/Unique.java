package dev.sardonyx.api.op.indexing;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distinct elements, or the distinct slices along {@code axis}, each once; for each of them the place where
 * it occurs first and how often it occurs, and for each input slice which of them it is. Slices are compared
 * element by element; NaNs are equal and larger than any number. Source: ONNX Unique-11, numpy.unique. Exact.
 *
 * @param axis the axis of the slices, or null for the elements of the flattened input
 * @param sorted whether results are in ascending order, not in the order of first occurrence
 */
public record Unique(@Nullable Long axis, boolean sorted) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("Unique")
            .input("X", "T")
            .output("Y", "T")
            .optionalOutput("indices", "I")
            .optionalOutput("inverse_indices", "I")
            .optionalOutput("counts", "I")
            .where("T", Types.union(Types.NUMERIC_OR_BOOL, Types.STRING))
            .where("I", Types.INT64)
            .build();

    /** The distinct elements in ascending order. */
    public Unique() {
        this(null, true);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        Dim count = in.unknownDim(0, 0);
        SymbolicShape result = axis == null ? SymbolicShape.of(count) : null;
        if (shape != null && axis != null) {
            int at = Axes.normalize(in, axis, shape.rank());
            List<Dim> dims = new ArrayList<>(shape.dims());
            count = in.unknownDim(0, at);
            dims.set(at, count);
            result = new SymbolicShape(dims);
        }
        TensorType perResult = new TensorType(ElementType.INT64, SymbolicShape.of(count));
        TensorType perInput = new TensorType(ElementType.INT64, SymbolicShape.of(in.unknownDim(2, 0)));
        return List.of(new TensorType(in.elementType(0), result), perResult, perInput, perResult);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor whole = in.tensor(0);
        Tensor x = axis == null ? whole.reshaped(Shape.of(whole.elements())) : whole;
        int at = axis == null ? 0 : Axes.normalize(axis, x.shape().rank());
        int length = Math.toIntExact(x.shape().dim(at));
        Comparator<Integer> slices = slices(in, x, at);
        Integer[] order = new Integer[length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, slices);
        int[] group = new int[length];
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            // The sort is stable, so that the first of equal slices is the one that occurs first.
            if (i == 0 || slices.compare(order[i - 1], order[i]) != 0) {
                first.add(order[i]);
            }
            group[order[i]] = first.size() - 1;
        }
        return outputs(x, at, sorted ? first : byOccurrence(first, group), group);
    }

    private static Comparator<Integer> slices(Evaluation in, Tensor x, int at) {
        long block = x.shape().elements(at + 1, x.shape().rank());
        long rows = x.shape().elements(0, at);
        long stride = x.shape().dim(at) * block;
        return (a, b) -> {
            in.deadline().check();
            for (long row = 0; row < rows; row++) {
                for (long k = 0; k < block; k++) {
                    int order = compare(x, row * stride + a * block + k, row * stride + b * block + k);
                    if (order != 0) {
                        return order;
                    }
                }
            }
            return 0;
        };
    }

    private static int compare(Tensor x, long i, long j) {
        ElementType type = x.elementType();
        if (type == ElementType.STRING) {
            return x.stringAt(i).compareTo(x.stringAt(j));
        }
        if (type.isFloating()) {
            double a = x.doubleAt(i);
            double b = x.doubleAt(j);
            return a == b ? 0 : Double.compare(a, b);
        }
        return type == ElementType.UINT64
                ? Long.compareUnsigned(x.longAt(i), x.longAt(j))
                : Long.compare(x.longAt(i), x.longAt(j));
    }

    /** Renumbers the groups by the place where they occur first. */
    private static List<Integer> byOccurrence(List<Integer> first, int[] group) {
        List<Integer> places = first.stream().sorted().toList();
        int[] renumbered = new int[first.size()];
        for (int k = 0; k < renumbered.length; k++) {
            renumbered[group[places.get(k)]] = k;
        }
        Arrays.setAll(group, i -> renumbered[group[i]]);
        return places;
    }

    private static List<Value> outputs(Tensor x, int at, List<Integer> first, int[] group) {
        int count = first.size();
        long[] dims = x.shape().dims();
        dims[at] = count;
        Tensor y = Tensor.allocate(x.elementType(), Shape.of(dims));
        long block = x.shape().elements(at + 1, x.shape().rank());
        long rows = y.elements() == 0 ? 0 : x.shape().elements(0, at);
        for (long row = 0; row < rows; row++) {
            for (int k = 0; k < count; k++) {
                long from = (row * x.shape().dim(at) + first.get(k)) * block;
                ElementCopy.run(x, from, y, (row * count + k) * block, block);
            }
        }
        long[] counts = new long[count];
        long[] inverse = new long[group.length];
        for (int i = 0; i < group.length; i++) {
            counts[group[i]]++;
            inverse[i] = group[i];
        }
        long[] places = first.stream().mapToLong(Integer::longValue).toArray();
        return List.of(y, Tensor.ofInt64(places), Tensor.ofInt64(inverse), Tensor.ofInt64(counts));
    }
}
