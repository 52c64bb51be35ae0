package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input cut along {@code axis} into parts: of the sizes in input {@code split}, or into {@code numOutputs}
 * equal parts. Where that does not divide, parts are rounded up and the last ones are smaller, or empty. Source:
 * ONNX Split-18. Exact.
 *
 * @param axis the axis to cut
 * @param numOutputs the number of parts, or null where input {@code split} says it
 */
public record Split(long axis, @Nullable Long numOutputs) implements CoreOperator {
    private static final Signature SIGNATURE = Signature.of("Split")
            .input("input", "T")
            .optionalHostInput("split", "I")
            .variadicOutput("outputs", "T")
            .where("I", Types.INT64)
            .build();

    public Split {
        if (numOutputs != null && numOutputs < 1) {
            throw new ModelInvalidException("num_outputs must be 1 or more, found " + numOutputs);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if (in.has(1) == (numOutputs != null)) {
            throw in.fail("either input split or attribute num_outputs must be given, not both");
        }
        if (numOutputs != null && in.outputCount() > numOutputs) {
            throw in.fail("the node names " + in.outputCount() + " outputs, num_outputs is " + numOutputs);
        }
        SymbolicShape shape = in.shape(0);
        List<ValueType> types = new ArrayList<>();
        List<Dim> sizes = shape == null ? List.of() : sizes(in, shape);
        for (int k = 0; k < in.outputCount(); k++) {
            SymbolicShape part = null;
            if (shape != null) {
                List<Dim> dims = new ArrayList<>(shape.dims());
                dims.set(Axes.normalize(in, axis, shape.rank()), sizes.get(k));
                part = new SymbolicShape(dims);
            }
            types.add(new TensorType(in.elementType(0), part));
        }
        return types;
    }

    private List<Dim> sizes(Inference in, SymbolicShape shape) {
        int at = Axes.normalize(in, axis, shape.rank());
        Dim dim = shape.dim(at);
        if (numOutputs != null) {
            return equalSizes(in, dim, numOutputs, at);
        }
        long[] split = in.constant(1) == null ? null : HostValues.list(in, 1);
        List<Dim> known = split == null ? in.dims(1) : check(in, split, dim);
        int count = HostValues.count(in, 1);
        if (count >= 0 && in.outputCount() > count) {
            throw in.fail("the node names " + in.outputCount() + " outputs, split has " + count + " entries");
        }
        List<Dim> sizes = new ArrayList<>();
        for (int k = 0; k < in.outputCount(); k++) {
            sizes.add(known == null ? in.unknownDim(k, at) : known.get(k));
        }
        return sizes;
    }

    private static List<Dim> check(Inference in, long[] split, Dim dim) {
        List<Dim> sizes = new ArrayList<>();
        Dim sum = Dim.of(0);
        for (long size : split) {
            if (size < 0) {
                throw in.fail("the sizes in split must not be negative, found " + size);
            }
            sizes.add(Dim.of(size));
            sum = DimMath.plus(in, sum, size);
        }
        if (DimMath.differ(sum, dim)) {
            throw in.fail("the sizes in split must add up to the dimension " + dim + ", found " + sum);
        }
        return sizes;
    }

    private static List<Dim> equalSizes(Inference in, Dim dim, long count, int at) {
        List<Dim> sizes = new ArrayList<>();
        long left = dim.sizeOrUnknown();
        long chunk = left < 0 ? 0 : left / count + (left % count == 0 ? 0 : 1);
        for (int k = 0; k < in.outputCount(); k++) {
            if (dim.isFixed()) {
                sizes.add(Dim.of(Math.min(chunk, left)));
                left -= Math.min(chunk, left);
            } else {
                boolean divides = dim.dividedBy(count).times(Dim.of(count)).equals(dim);
                sizes.add(divides ? dim.dividedBy(count) : in.unknownDim(k, at));
            }
        }
        return sizes;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        int at = Axes.normalize(axis, x.shape().rank());
        long rows = x.shape().elements(0, at);
        long length = x.shape().elements(at, x.shape().rank());
        List<Value> parts = new ArrayList<>();
        long offset = 0;
        for (int k = 0; k < in.outputCount(); k++) {
            Tensor y = in.allocateOutput(k);
            long part = y.shape().elements(at, y.shape().rank());
            ElementCopy.rows(in.deadline(), x, offset, length, y, 0, part, rows, part);
            offset += part;
            parts.add(y);
        }
        return parts;
    }
}
