package dev.sardonyx.api.op.image;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples X at a grid of other size, one axis after the other. Exactly one of {@code scales} and {@code sizes}
 * has elements, one per resized axis: an axis gets floor(size * scale) or the given number of elements. Where
 * that is in X follows from {@link Coordinates}; what is taken from the neighbours there follows from {@link
 * Mode}. Neighbours outside X are the border's. Integers are truncated. Source: ONNX Resize-19.
 *
 * @param antialias whether linear and cubic kernels are widened when an axis shrinks
 * @param axes the axes that are resized, in the order of roi, scales and sizes; all where empty
 * @param coordinateTransformationMode how a place in Y becomes a place in X
 * @param cubicCoeffA the parameter of the cubic kernel
 * @param excludeOutside whether neighbours outside X have no weight
 * @param extrapolationValue the result at places outside X, for TF_CROP_AND_RESIZE
 * @param keepAspectRatioPolicy what sizes mean together
 * @param mode the interpolation
 * @param nearestMode how a place is rounded, for NEAREST
 */
public record Resize(
        boolean antialias,
        List<Long> axes,
        Coordinates coordinateTransformationMode,
        float cubicCoeffA,
        boolean excludeOutside,
        float extrapolationValue,
        AspectRatio keepAspectRatioPolicy,
        Mode mode,
        NearestMode nearestMode)
        implements CoreOperator {

    /** What is taken from the neighbours of a place. */
    public enum Mode {
        NEAREST,
        LINEAR,
        CUBIC
    }

    /** How a place is rounded to an element. */
    public enum NearestMode {
        ROUND_PREFER_FLOOR,
        ROUND_PREFER_CEIL,
        FLOOR,
        CEIL
    }

    /** How place y of n in Y becomes a place in the m elements of X; n = m * scale, not rounded. */
    public enum Coordinates {
        /** (y + 0.5) / scale - 0.5. */
        HALF_PIXEL,
        /** As HALF_PIXEL, with the centres of X and of Y, as it was rounded, on each other. */
        HALF_PIXEL_SYMMETRIC,
        /** As HALF_PIXEL, but the border where n is 1. */
        PYTORCH_HALF_PIXEL,
        /** y * (m - 1) / (n - 1); 0 where n is 1. */
        ALIGN_CORNERS,
        /** y / scale. */
        ASYMMETRIC,
        /** As ALIGN_CORNERS, within the region of X that roi says. */
        TF_CROP_AND_RESIZE
    }

    /** What {@code sizes} mean together. */
    public enum AspectRatio {
        /** The sizes of Y. */
        STRETCH,
        /** One scale for all axes, the largest with which none gets larger than its size. */
        NOT_LARGER,
        /** One scale for all axes, the smallest with which none gets smaller than its size. */
        NOT_SMALLER
    }

    private static final Signature SIGNATURE = Signature.of("Resize")
            .input("X", "T1")
            .optionalHostInput("roi", "T2")
            .optionalHostInput("scales", "F")
            .optionalHostInput("sizes", "I")
            .output("Y", "T1")
            .where("T1", Types.ALL)
            .where("T2", Types.FLOATING)
            .where("F", Types.of(ElementType.FLOAT))
            .where("I", Types.INT64)
            .build();

    public Resize {
        axes = List.copyOf(axes);
        if (antialias && mode == Mode.NEAREST) {
            throw new ModelInvalidException("antialias: expected mode linear or cubic, found nearest");
        }
    }

    /** ONNX's defaults but for the mode. */
    public Resize(Mode mode) {
        this(Coordinates.HALF_PIXEL, mode, NearestMode.ROUND_PREFER_FLOOR);
    }

    /** ONNX's defaults for the rest. */
    public Resize(Coordinates coordinates, Mode mode, NearestMode nearestMode) {
        this(false, List.of(), coordinates, -0.75f, false, 0, AspectRatio.STRETCH, mode, nearestMode);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), inferShape(in)));
    }

    private @Nullable SymbolicShape inferShape(Inference in) {
        SymbolicShape x = in.shape(0);
        if (x == null) {
            return null;
        }
        if (in.elementType(0) == ElementType.STRING && mode != Mode.NEAREST) {
            throw in.fail("mode: expected nearest for strings, found " + mode);
        }
        List<Integer> resized = resizedAxes(in, x.rank());
        boolean hasScales = isGiven(in, 2);
        if (hasScales == isGiven(in, 3)) {
            throw in.fail("expected either scales or sizes, found " + (hasScales ? "both" : "neither"));
        }
        int source = hasScales ? 2 : 3;
        requireCount(in, source, hasScales ? "scales" : "sizes", resized.size());
        boolean crops = coordinateTransformationMode == Coordinates.TF_CROP_AND_RESIZE;
        if (crops) {
            if (!isGiven(in, 1)) {
                throw in.fail("roi: expected the region that tf_crop_and_resize crops to, found none");
            }
            requireCount(in, 1, "roi", 2 * resized.size());
        }
        Tensor numbers = in.constant(source);
        Tensor roi = crops ? in.constant(1) : null;
        if (numbers != null && x.isFixed() && (!crops || roi != null)) {
            long[] dims = x.toShape().orElseThrow().dims();
            ResizePlan plan = new ResizePlan(this, in::fail, dims, resized, numbers, roi);
            return SymbolicShape.of(plan.outputs());
        }
        return new SymbolicShape(symbolic(in, x, resized, numbers, crops));
    }

    /** The resized axes, counted from 0. */
    List<Integer> resizedAxes(Inference in, int rank) {
        long[] numbers = new long[axes.isEmpty() ? rank : axes.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = axes.isEmpty() ? i : axes.get(i);
        }
        return Axes.normalize(in, numbers, rank);
    }

    /** Whether input {@code i} has elements; an empty tensor counts as left out. */
    private static boolean isGiven(Inference in, int i) {
        if (!in.has(i)) {
            return false;
        }
        SymbolicShape shape = in.shape(i);
        return shape == null || shape.rank() != 1 || !shape.dim(0).is(0);
    }

    private static void requireCount(Inference in, int i, String name, int count) {
        SymbolicShape shape = in.shape(i);
        if (shape != null
                && (shape.rank() != 1 || (shape.isFixed() && !shape.dim(0).is(count)))) {
            throw in.fail(name + ": expected " + count + " numbers, found a tensor " + shape);
        }
    }

    private List<Dim> symbolic(
            Inference in, SymbolicShape x, List<Integer> resized, @Nullable Tensor numbers, boolean crops) {
        List<Dim> dims = new ArrayList<>(x.dims());
        boolean scaled = isGiven(in, 2);
        List<Dim> sizes = scaled || keepAspectRatioPolicy != AspectRatio.STRETCH ? null : in.dims(3);
        for (int i = 0; i < resized.size(); i++) {
            int axis = resized.get(i);
            double scale = scaled && numbers != null && !crops ? numbers.doubleAt(i) : 0;
            if (sizes != null) {
                dims.set(axis, sizes.get(i));
            } else if (scale >= 1 && scale == (int) scale && (x.dim(axis).sizeOrUnknown() < Integer.MAX_VALUE)) {
                dims.set(axis, x.dim(axis).times(Dim.of((long) scale)));
            } else {
                dims.set(axis, in.unknownDim(0, axis));
            }
        }
        return dims;
    }

    /** Where each element of Y comes from, for concrete inputs. */
    public ResizePlan plan(Evaluation in) {
        int rank = in.shape(0).rank();
        List<Integer> resized = new ArrayList<>();
        for (int i = 0; i < (axes.isEmpty() ? rank : axes.size()); i++) {
            resized.add(axes.isEmpty() ? i : Axes.normalize(axes.get(i), rank));
        }
        boolean scaled = in.has(2) && in.tensor(2).elements() > 0;
        boolean crops = coordinateTransformationMode == Coordinates.TF_CROP_AND_RESIZE;
        return new ResizePlan(
                this, in::fail, in.shape(0).dims(), resized, in.tensor(scaled ? 2 : 3), crops ? in.tensor(1) : null);
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        return List.of(plan(in).apply(in));
    }
}
