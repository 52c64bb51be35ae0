package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings each of {@code axes} to the size that input {@code shape} says, by cutting or by adding zeros on both
 * sides; of an odd number the smaller half comes before. Source: ONNX CenterCropPad-18. Exact.
 *
 * @param axes the axes to change, or null for all of them
 */
public record CenterCropPad(@Nullable List<Long> axes) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("CenterCropPad")
            .input("input_data", "T")
            .hostInput("shape", "Tind")
            .output("output_data", "T")
            .where("Tind", Types.INDEX)
            .build();

    public CenterCropPad {
        axes = axes == null ? null : List.copyOf(axes);
    }

    /** Changes all axes. */
    public CenterCropPad() {
        this(null);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    private long[] axes(int rank) {
        return axes == null
                ? LongStream.range(0, rank).toArray()
                : axes.stream().mapToLong(axis -> Axes.normalize(axis, rank)).toArray();
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(in.tensor(0));
        }
        if (axes != null) {
            Axes.normalize(in, axes.stream().mapToLong(Long::longValue).toArray(), shape.rank());
        }
        long[] changed = axes(shape.rank());
        int count = HostValues.count(in, 1);
        if (count >= 0 && count != changed.length) {
            throw in.fail("shape must have one entry for each of " + changed.length + " axes, found " + count);
        }
        long[] numbers = HostValues.list(in, 1);
        List<Dim> sizes = in.dims(1);
        List<Dim> dims = new ArrayList<>(shape.dims());
        for (int i = 0; i < changed.length; i++) {
            if (numbers != null && numbers[i] < 0) {
                throw in.fail("the sizes in shape must not be negative, found " + numbers[i]);
            }
            int axis = (int) changed[i];
            dims.set(axis, sizes == null ? in.unknownDim(0, axis) : sizes.get(i));
        }
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        long[] changed = axes(x.rank());
        Ref pads = constantPads(d, x, changed);
        if (pads == null) {
            // Integer division truncates, so that the smaller half comes before when cutting and when padding.
            Ref sizes = d.emit(new Gather(), d.emit(new Shape(), x), d.int64(changed));
            Ref wanted = d.input(1);
            if (wanted.elementType() != ElementType.INT64) {
                wanted = d.emit(new Cast(ElementType.INT64), wanted);
            }
            Ref missing = d.emit(new Sub(), wanted, sizes);
            Ref before = d.emit(new Div(), missing, d.int64(2));
            pads = d.emit(new Concat(0), before, d.emit(new Sub(), missing, before));
        }
        return List.of(d.emit(new Pad(), x, pads, null, d.int64(changed)));
    }

    private static @Nullable Ref constantPads(Decomposition d, Ref x, long[] changed) {
        Tensor wanted = d.constant(1);
        SymbolicShape shape = x.tensorType().shape();
        if (wanted == null || shape == null || !shape.isFixed()) {
            return null;
        }
        long[] pads = new long[2 * changed.length];
        for (int i = 0; i < changed.length; i++) {
            long missing = wanted.longAt(i) - shape.dim((int) changed[i]).sizeOrUnknown();
            pads[i] = missing / 2;
            pads[changed.length + i] = missing - missing / 2;
        }
        return d.int64(pads);
    }
}
