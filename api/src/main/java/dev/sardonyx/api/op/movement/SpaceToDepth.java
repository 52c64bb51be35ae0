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
 * [N, C, H, W] to [N, C b^2, H / b, W / b]: each block of b x b pixels becomes channels, numbered by row in the
 * block, column in the block and depth, the last running fastest. Source: ONNX SpaceToDepth-13. Exact.
 *
 * @param blocksize b
 */
public record SpaceToDepth(long blocksize) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("SpaceToDepth")
            .input("input", "T")
            .output("output", "T")
            .build();

    public SpaceToDepth {
        Blocks.check(blocksize);
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
        for (int axis = 2; axis < 4; axis++) {
            if (shape.dim(axis).isFixed() && shape.dim(axis).sizeOrUnknown() % blocksize != 0) {
                throw in.fail("height and width must divide by blocksize " + blocksize + ", found " + shape);
            }
        }
        return List.of(new TensorType(
                in.elementType(0),
                SymbolicShape.of(
                        shape.dim(0),
                        DimMath.times(in, shape.dim(1), Dim.of(blocksize * blocksize)),
                        shape.dim(2).dividedBy(blocksize),
                        shape.dim(3).dividedBy(blocksize))));
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        long b = blocksize;
        Ref columns = new RuntimeShape(d)
                .dim(x, 0)
                .dim(x, 1)
                .dim(x, 2)
                .rest(Blocks.dividedBy(x, 3, b))
                .number(b)
                .reshape(x);
        Ref blocks = new RuntimeShape(d)
                .dim(columns, 0)
                .dim(columns, 1)
                .rest(Blocks.dividedBy(columns, 2, b))
                .number(b)
                .dim(columns, 3)
                .number(b)
                .reshape(columns);
        Ref moved = d.emit(Transpose.of(0, 3, 5, 1, 2, 4), blocks);
        return List.of(new RuntimeShape(d)
                .dim(moved, 0)
                .rest(Blocks.times(x, 1, b * b))
                .dim(moved, 4)
                .dim(moved, 5)
                .reshape(moved));
    }
}
