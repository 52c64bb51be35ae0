package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
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
        Tensor wanted = in.constant(1);
        SymbolicShape result = wanted != null ? fromNumbers(in, wanted.toLongs()) : fromDims(in);
        return List.of(new TensorType(in.elementType(0), result));
    }

    private @Nullable SymbolicShape fromDims(Inference in) {
        List<Dim> dims = in.dims(1);
        if (dims != null) {
            return new SymbolicShape(dims);
        }
        SymbolicShape shapeOfShape = in.shape(1);
        if (shapeOfShape == null || shapeOfShape.rank() != 1 || !shapeOfShape.isFixed()) {
            return null;
        }
        List<Dim> unknown = new ArrayList<>();
        for (int i = 0; i < shapeOfShape.dim(0).sizeOrUnknown(); i++) {
            unknown.add(in.unknownDim(0, i));
        }
        return new SymbolicShape(unknown);
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
            close(in, from, dims, open, request);
        }
        return SymbolicShape.of(dims);
    }

    /** Finds the -1, cancelling dimensions that stand on both sides, and checks the product. */
    private static void close(Inference in, SymbolicShape from, Dim[] dims, int open, String request) {
        List<Dim> left = new ArrayList<>(from.dims());
        long right = 1;
        boolean symbolic = false;
        boolean zero = false;
        for (int i = 0; i < dims.length; i++) {
            if (i == open) {
                continue;
            }
            if (dims[i].isFixed()) {
                zero |= dims[i].is(0);
                right = multiply(in, right, Math.max(1, dims[i].sizeOrUnknown()), request);
            } else if (!left.remove(dims[i])) {
                symbolic = true;
            }
        }
        long product = 1;
        boolean zeroLeft = false;
        Dim rest = Dim.of(1);
        for (Dim dim : left) {
            if (dim.isFixed()) {
                zeroLeft |= dim.is(0);
                product = multiply(in, product, Math.max(1, dim.sizeOrUnknown()), request);
            } else {
                rest = rest.times(dim);
            }
        }
        if (symbolic) {
            return;
        }
        boolean known = rest.is(1);
        if (open < 0) {
            if (known && (zero != zeroLeft || (!zero && product != right))) {
                throw in.fail("cannot reshape " + from + " to " + request + ": the numbers of elements differ");
            }
        } else if (zero) {
            if (!zeroLeft && known) {
                throw in.fail("cannot reshape " + from + " to " + request + ": the numbers of elements differ");
            }
            if (zeroLeft) {
                dims[open] = Dim.of(0);
            }
        } else if (known) {
            if (!zeroLeft && product % right != 0) {
                throw in.fail("cannot reshape " + from + " to " + request + ": " + product
                        + " elements do not divide by " + right);
            }
            dims[open] = Dim.of(zeroLeft ? 0 : product / right);
        } else if (product % right == 0 && !zeroLeft) {
            dims[open] = rest.times(Dim.of(product / right));
        }
    }

    private static long multiply(Inference in, long a, long b, String request) {
        if (Math.multiplyHigh(a, b) != 0 || a * b < 0) {
            throw in.fail("the product of the dimensions overflows in a reshape to " + request);
        }
        return a * b;
    }
}
