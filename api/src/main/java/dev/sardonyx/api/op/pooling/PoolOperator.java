package dev.sardonyx.api.op.pooling;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.contraction.AutoPad;
import dev.sardonyx.api.op.contraction.ConvGeometry;
import dev.sardonyx.api.op.contraction.WindowWalk;
import dev.sardonyx.api.op.contraction.Windows;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The family Y[n, c, o] = f of the elements of X[n, c] in window o, over any number of spatial axes. Padding is
 * left out of every f but of an average that says otherwise. A backend implements it once, by {@link #kind}
 * and {@link #geometry}.
 */
public interface PoolOperator extends CoreOperator {
    /** The functions of the family. */
    enum Kind {
        /** The largest element; NaN wins; the smallest number of the type where there is none. */
        MAX,
        /** The mean. */
        AVERAGE,
        /** The p-th root of the sum of the p-th powers of the magnitudes. */
        LP
    }

    Kind kind();

    /** Whether one window takes in all spatial axes. */
    default boolean isGlobal() {
        return false;
    }

    default AutoPad autoPad() {
        return AutoPad.NOTSET;
    }

    default boolean ceilMode() {
        return false;
    }

    /** Whether AVERAGE divides by the taps in the padding too. */
    default boolean countIncludePad() {
        return false;
    }

    /** The exponent of LP. */
    default long p() {
        return 2;
    }

    default List<Long> dilations() {
        return List.of();
    }

    default List<Long> kernelShape() {
        return List.of();
    }

    default List<Long> pads() {
        return List.of();
    }

    default List<Long> strides() {
        return List.of();
    }

    /** The windows for an input of shape {@code x}. */
    default ConvGeometry geometry(Shape x) {
        if (isGlobal()) {
            return ConvGeometry.global(x);
        }
        long[] kernel = kernelShape().stream().mapToLong(Long::longValue).toArray();
        return ConvGeometry.of(x, kernel, strides(), dilations(), pads(), autoPad(), ceilMode());
    }

    /** Checks what the compact constructors of the family have in common. */
    static void check(List<Long> kernelShape, List<Long> strides, List<Long> dilations, List<Long> pads) {
        if (kernelShape.isEmpty()) {
            throw new ModelInvalidException("kernel_shape: expected a size for each spatial axis, found none");
        }
        Windows.check(kernelShape, strides, dilations, pads);
    }

    /** The shape of Y, after X was checked against the attributes. */
    default @Nullable SymbolicShape inferShape(Inference in) {
        SymbolicShape x = in.shape(0);
        List<Dim> input = Windows.spatial(in, x);
        if (x == null || input == null) {
            return null;
        }
        List<Dim> dims = new ArrayList<>(x.dims().subList(0, 2));
        if (isGlobal()) {
            input.forEach(d -> dims.add(Dim.of(1)));
        } else {
            Windows.requireRank(in, "kernel_shape", kernelShape().size(), input.size());
            List<Dim> kernel = kernelShape().stream().map(Dim::of).toList();
            dims.addAll(Windows.outputs(in, input, kernel, strides(), dilations(), pads(), autoPad(), ceilMode()));
        }
        return new SymbolicShape(dims);
    }

    @Override
    default List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(0), inferShape(in)));
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor y = in.allocateOutput(0);
        if (y.elements() == 0) {
            return List.of(y);
        }
        Shape shape = in.shape(0);
        double[] x = in.tensor(0).toDoubles();
        ConvGeometry geometry = geometry(shape);
        long planes = shape.dim(0) * shape.dim(1);
        int size = Math.toIntExact(geometry.inputSize());
        long windows = geometry.outputSize();
        WindowWalk walk = new WindowWalk(geometry);
        for (long o = 0; o < windows; o++) {
            in.deadline().check();
            double count = countIncludePad() ? walk.sizeWithPadding() : walk.size();
            for (int plane = 0; plane < planes; plane++) {
                double result = start();
                for (int i = 0; i < walk.size(); i++) {
                    result = add(result, x[plane * size + walk.offset(i)]);
                }
                y.setDouble(plane * windows + o, finish(result, count));
            }
            walk.next();
        }
        return List.of(y);
    }

    private double start() {
        return kind() == Kind.MAX ? Double.NEGATIVE_INFINITY : 0;
    }

    private double add(double sum, double x) {
        return switch (kind()) {
            case MAX -> Math.max(sum, x);
            case AVERAGE -> sum + x;
            case LP -> sum + power(Math.abs(x));
        };
    }

    private double power(double magnitude) {
        return p() == 1 ? magnitude : p() == 2 ? magnitude * magnitude : Math.pow(magnitude, (double) p());
    }

    private double finish(double sum, double count) {
        return switch (kind()) {
            case MAX -> sum;
            case AVERAGE -> sum / count;
            case LP -> p() == 1 ? sum : p() == 2 ? Math.sqrt(sum) : Math.pow(sum, 1.0 / p());
        };
    }
}
