package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of {@code data} under the shape that input {@code shape} says: -1 (at most once) is what is
 * left, 0 copies the dimension at its place unless {@code allowZero}. Source: ONNX Reshape-25. Exact.
 *
 * @param allowZero whether 0 in the shape means zero
 */
public record Reshape(boolean allowZero) implements RelabelOperator {
    private static final Signature SIGNATURE = Signature.of("Reshape")
            .input("data", "T")
            .hostInput("shape", "I")
            .output("reshaped", "T")
            .where("I", Types.INT64)
            .build();

    public Reshape() {
        this(false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        long[] wanted = HostValues.list(in, 1);
        SymbolicShape result = wanted != null ? fromNumbers(in, wanted) : fromDims(in);
        return List.of(new TensorType(in.elementType(0), result));
    }

    private @Nullable SymbolicShape fromDims(Inference in) {
        int count = HostValues.count(in, 1);
        List<Dim> dims = in.dims(1);
        SymbolicShape from = in.shape(0);
        if (dims == null) {
            return count < 0 ? null : DimMath.unknownShape(in, 0, count);
        }
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < dims.size(); i++) {
            Dim dim = dims.get(i);
            if (dim.is(0) && !allowZero) {
                dim = from != null && i < from.rank() ? from.dim(i) : in.unknownDim(0, i);
            }
            result.add(dim);
        }
        return new SymbolicShape(result);
    }

    private SymbolicShape fromNumbers(Inference in, long[] wanted) {
        SymbolicShape from = in.shape(0);
        String request = Arrays.toString(wanted);
        Dim[] dims = new Dim[wanted.length];
        int open = -1;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] == -1) {
                if (open >= 0) {
                    throw in.fail("at most one dimension may be -1, found " + request);
                }
                open = i;
                dims[i] = in.unknownDim(0, i);
            } else if (wanted[i] == 0 && !allowZero) {
                if (from != null && i >= from.rank()) {
                    throw in.fail("0 at place " + i + " of " + request + " copies a dimension that " + from
                            + " does not have");
                }
                dims[i] = from == null ? in.unknownDim(0, i) : from.dim(i);
            } else if (wanted[i] < 0) {
                throw in.fail("a dimension must be -1 or more, found " + request);
            } else {
                dims[i] = Dim.of(wanted[i]);
            }
        }
        if (allowZero && open >= 0 && Arrays.stream(wanted).anyMatch(n -> n == 0)) {
            throw in.fail("-1 beside 0 is ambiguous when allowzero is set, found " + request);
        }
        if (from != null) {
            close(in, from, dims, wanted, open);
        }
        return SymbolicShape.of(dims);
    }

    /**
     * Finds the -1 and checks the number of elements. Copied dimensions cancel, so that the answer is the same
     * whether they are known or not, and also where they are zero.
     */
    private void close(Inference in, SymbolicShape from, Dim[] dims, long[] wanted, int open) {
        String request = Arrays.toString(wanted);
        List<Dim> left = new ArrayList<>();
        long right = 1;
        for (int i = 0; i < Math.max(dims.length, from.rank()); i++) {
            boolean copied = i < dims.length && wanted[i] == 0 && !allowZero;
            if (i < from.rank() && !copied) {
                left.add(from.dim(i));
            }
            if (i < dims.length && i != open && !copied) {
                right = multiply(in, right, wanted[i], request);
            }
        }
        Dim product = DimMath.product(in, left);
        if (open < 0) {
            if (product.isFixed() && !product.is(right)) {
                throw in.fail("cannot reshape " + from + " to " + request + ": the numbers of elements differ");
            }
        } else if (product.isFixed() && product.sizeOrUnknown() % right != 0) {
            throw in.fail("cannot reshape " + from + " to " + request + ": the number of elements does not divide");
        } else if (product.isFixed()
                || product.dividedBy(right).times(Dim.of(right)).equals(product)) {
            dims[open] = product.dividedBy(right);
        }
    }

    private static long multiply(Inference in, long a, long b, String request) {
        if (Math.multiplyHigh(a, b) != 0 || a * b < 0) {
            throw in.fail("the product of the dimensions overflows in a reshape to " + request);
        }
        return a * b;
    }
}
