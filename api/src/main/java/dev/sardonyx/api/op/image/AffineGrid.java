package dev.sardonyx.api.op.image;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Max;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.generation.Range;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.op.movement.Unsqueeze;
import dev.sardonyx.api.op.normalization.Precision;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The grid of places, -1 to 1 along each axis, that an affine map sends the elements of an image to, as GridSample reads
 * it: theta[N, r, r + 1] and size = [N, C, spatial...] of r axes give grid[N, spatial..., r], where grid[n, ...] is
 * theta[n] times the place, from the last axis to the first, and 1. Source: ONNX AffineGrid-20.
 *
 * @param alignCorners whether -1 and 1 are the centres of the outermost elements rather than their outer edges
 */
public record AffineGrid(boolean alignCorners) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("AffineGrid")
            .input("theta", "T1")
            .hostInput("size", "T2")
            .output("grid", "T1")
            .where("T1", Types.FLOATING)
            .where("T2", Types.INT64)
            .build();

    /** Outer edges. */
    public AffineGrid() {
        this(false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape theta = in.shape(0);
        if (theta != null && theta.rank() != 3) {
            throw in.fail("theta: expected three dimensions, found " + theta);
        }
        SymbolicShape count = in.shape(1);
        List<Dim> size = in.dims(1);
        if (in.constant(1) != null && size == null) {
            throw in.fail("size: expected dimensions of 0 or more, found " + in.constant(1));
        }
        long rank = size != null
                ? size.size()
                : count != null && count.rank() == 1 ? count.dim(0).sizeOrUnknown() : -1;
        if (rank != -1 && rank != 4 && rank != 5) {
            throw in.fail("size: expected 4 or 5 dimensions, found " + rank);
        }
        if (rank == -1) {
            return List.of(new TensorType(in.elementType(0), null));
        }
        if (theta != null && (mismatch(theta.dim(1), rank - 2) || mismatch(theta.dim(2), rank - 1))) {
            throw in.fail("theta: expected [N, " + (rank - 2) + ", " + (rank - 1) + "], found " + theta);
        }
        List<Dim> dims = new ArrayList<>();
        dims.add(theta == null ? in.unknownDim(0, 0) : theta.dim(0));
        for (int i = 2; i < rank; i++) {
            dims.add(size == null ? in.unknownDim(0, i - 1) : size.get(i));
        }
        dims.add(Dim.of(rank - 2));
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    private static boolean mismatch(Dim dim, long expected) {
        return dim.isFixed() && !dim.is(expected);
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        ElementType type = Precision.of(d.input(0).elementType());
        Ref theta = Precision.cast(d, d.input(0), type);
        SymbolicShape shape = d.input(0).tensorType().shape();
        long spatial = shape == null ? -1 : shape.dim(1).sizeOrUnknown();
        SymbolicShape count = d.input(1).tensorType().shape();
        if (count != null && count.isFixed() && count.rank() == 1) {
            spatial = count.dim(0).sizeOrUnknown() - 2;
        }
        if (spatial < 0) {
            throw d.fail("the number of spatial axes must be known before the run");
        }
        Ref grid = column(d, theta, spatial, spatial);
        for (int i = 0; i < spatial; i++) {
            Ref place = places(d, spatial - i, i, type);
            grid = d.emit(new Add(), grid, d.emit(new Mul(), column(d, theta, i, spatial), place));
        }
        return List.of(Precision.cast(d, grid, d.input(0).elementType()));
    }

    /** Column {@code j} of theta, shaped to broadcast over the grid. */
    private static Ref column(Decomposition d, Ref theta, long j, long spatial) {
        Ref column = d.emit(new Gather(2), theta, d.constant(Tensor.scalar(j)));
        return d.emit(
                new Unsqueeze(),
                column,
                d.int64(LongStream.rangeClosed(1, spatial).toArray()));
    }

    /** The places along the axis that is {@code fromEnd} before the last, shaped to broadcast over the grid. */
    private Ref places(Decomposition d, long axis, long fromEnd, ElementType type) {
        Ref one = d.scalar(ElementType.INT64, 1);
        Ref size = d.emit(new Gather(0), d.input(1), d.constant(Tensor.scalar(axis + 1)));
        Ref index = d.emit(new Range(ElementType.FLOAT), d.scalar(ElementType.INT64, 0), size, one);
        Ref doubled = d.emit(new Mul(), index, d.scalar(ElementType.INT64, 2));
        Ref over = alignCorners ? doubled : d.emit(new Add(), doubled, one);
        Ref under = alignCorners ? d.emit(new Max(), d.emit(new Sub(), size, one), one) : size;
        Ref ratio = d.emit(new Div(), d.emit(new Cast(type), over), d.emit(new Cast(type), under));
        Ref place = d.emit(new Sub(), ratio, d.scalar(type, 1));
        return d.emit(
                new Unsqueeze(),
                place,
                d.int64(LongStream.rangeClosed(1, fromEnd + 1).toArray()));
    }
}
