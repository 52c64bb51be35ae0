package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The family Y[n, m, o] = sum over c, k of W[m, c, k] X[n, g C/G + c, o * stride - pad + k * dilation], over any
 * number of spatial axes, where g is the group that channel m belongs to. Beyond the borders X counts as
 * zero. A backend implements it once, by {@link #geometry}.
 */
public interface ConvolutionOperator extends CoreOperator {
    AutoPad autoPad();

    /** One per spatial axis, or empty for ones. */
    List<Long> dilations();

    long group();

    /** One per spatial axis, or empty to take them from W. */
    List<Long> kernelShape();

    /** All begins, then all ends, or empty for zeros; counts only if {@link #autoPad} is NOTSET. */
    List<Long> pads();

    /** One per spatial axis, or empty for ones. */
    List<Long> strides();

    /** The windows for concrete shapes of input X and weights W. */
    default ConvGeometry geometry(Shape x, Shape w) {
        long[] kernel = Arrays.copyOfRange(w.dims(), 2, w.rank());
        return ConvGeometry.of(x, kernel, strides(), dilations(), pads(), autoPad(), false);
    }

    /** Checks what the compact constructors of the family have in common. */
    static void checkGroup(long group) {
        if (group < 1 || group > Integer.MAX_VALUE) {
            throw new ModelInvalidException(
                    "group: expected a number from 1 to " + Integer.MAX_VALUE + ", found " + group);
        }
    }

    /** The shape of Y, after X and W were checked against the attributes. */
    default @Nullable SymbolicShape inferShape(Inference in) {
        return inferShape(in, in.shape(0), in.shape(1));
    }

    /** As {@link #inferShape(Inference)}, for the convolution in an operator with other inputs. */
    default @Nullable SymbolicShape inferShape(Inference in, @Nullable SymbolicShape x, @Nullable SymbolicShape w) {
        if (x == null || w == null) {
            return unknown(in, x == null ? w : x, w);
        }
        List<Dim> input = Windows.spatial(in, x);
        if (input == null || w.rank() != x.rank()) {
            throw in.fail("expected weights of rank " + x.rank() + " as the input " + x + ", found " + w);
        }
        checkChannels(in, x, w);
        List<Dim> kernel = kernel(in, w);
        List<Dim> dims = new ArrayList<>(List.of(x.dim(0), w.dim(0)));
        dims.addAll(Windows.outputs(in, input, kernel, strides(), dilations(), pads(), autoPad(), false));
        return new SymbolicShape(dims);
    }

    private void checkChannels(Inference in, SymbolicShape x, SymbolicShape w) {
        Dim perGroup = w.dim(1);
        if (x.dim(1).isFixed() && perGroup.isFixed()) {
            long channels = x.dim(1).sizeOrUnknown();
            if (channels % group() != 0 || channels / group() != perGroup.sizeOrUnknown()) {
                throw in.fail("the input " + x + " has " + channels + " channels; expected " + group() + " groups of "
                        + perGroup + " as the weights " + w + " say");
            }
        }
        if (w.dim(0).isFixed() && w.dim(0).sizeOrUnknown() % group() != 0) {
            throw in.fail("the " + w.dim(0) + " output channels of the weights " + w + " do not divide into " + group()
                    + " groups");
        }
    }

    private List<Dim> kernel(Inference in, SymbolicShape w) {
        int rank = w.rank() - 2;
        Windows.requireRank(in, "kernel_shape", kernelShape().size(), rank);
        List<Dim> kernel = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            Dim own = w.dim(i + 2);
            if (!kernelShape().isEmpty()) {
                Dim said = Dim.of(kernelShape().get(i));
                if (own.isFixed() && !own.equals(said)) {
                    throw in.fail("kernel_shape " + kernelShape() + " contradicts the weights " + w);
                }
                own = said;
            }
            kernel.add(own);
        }
        return kernel;
    }

    private static @Nullable SymbolicShape unknown(
            Inference in, @Nullable SymbolicShape known, @Nullable SymbolicShape w) {
        if (known == null) {
            return null;
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < known.rank(); i++) {
            dims.add(i == 1 && w != null && w.rank() > 0 ? w.dim(0) : in.unknownDim(0, i));
        }
        return new SymbolicShape(dims);
    }
}
