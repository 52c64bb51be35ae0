package dev.sardonyx.api.op.movement;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.DimMath;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * [N, C, H, W] to [N, C / b^2, H b, W b]: each group of b^2 channels becomes a b x b block of pixels. Source:
 * ONNX DepthToSpace-13. Exact.
 *
 * @param blocksize b
 * @param mode which channels make a block
 */
public record DepthToSpace(long blocksize, Mode mode) implements CompositeOperator {
    /** How channels are numbered, the last named running fastest. */
    public enum Mode {
        /** Row in the block, column in the block, depth. */
        DCR,
        /** Depth, row in the block, column in the block. */
        CRD
    }

    private static final Signature SIGNATURE = Signature.of("DepthToSpace")
            .input("input", "T")
            .output("output", "T")
            .build();

    public DepthToSpace {
        Blocks.check(blocksize);
    }

    /** Mode DCR. */
    public DepthToSpace(long blocksize) {
        this(blocksize, Mode.DCR);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(new TensorType(in.elementType(0), DimMath.unknownShape(in, 0, 4)));
        }
        Blocks.requireImage(in, shape);
        long area = blocksize * blocksize;
        Dim channels = shape.dim(1);
        if (channels.isFixed() && channels.sizeOrUnknown() % area != 0) {
            throw in.fail("the channels must divide by blocksize^2 = " + area + ", found " + channels);
        }
        Dim block = Dim.of(blocksize);
        return List.of(new TensorType(
                in.elementType(0),
                SymbolicShape.of(
                        shape.dim(0),
                        channels.dividedBy(area),
                        DimMath.times(in, shape.dim(2), block),
                        DimMath.times(in, shape.dim(3), block))));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        long b = blocksize;
        Dim c = Blocks.dividedBy(x, 1, b * b);
        boolean depthFirst = mode == Mode.CRD;
        RuntimeShape shape = new RuntimeShape(d).dim(x, 0);
        shape = depthFirst
                ? shape.rest(c).number(b).number(b)
                : shape.number(b).number(b).rest(c);
        Ref blocks = shape.dim(x, 2).dim(x, 3).reshape(x);
        Ref moved = d.emit(depthFirst ? Transpose.of(0, 1, 4, 2, 5, 3) : Transpose.of(0, 3, 4, 1, 5, 2), blocks);
        Ref columns = new RuntimeShape(d)
                .dim(moved, 0)
                .dim(moved, 1)
                .dim(moved, 2)
                .number(b)
                .rest(Blocks.times(moved, 4, b))
                .reshape(moved);
        return List.of(new RuntimeShape(d)
                .dim(columns, 0)
                .dim(columns, 1)
                .rest(Blocks.times(columns, 2, b))
                .dim(columns, 4)
                .reshape(columns));
    }
}
