package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
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

/**
 * The columns of X [..., C] whose numbers Y lists: [..., K] for K numbers; of a vector [C], [1, K]. Source: ONNX
 * ai.onnx.ml ArrayFeatureExtractor-1. Exact.
 */
public record ArrayFeatureExtractor() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "ArrayFeatureExtractor")
            .input("X", "T")
            .input("Y", "I")
            .output("Z", "T")
            .where("T", Types.union(Rows.NUMBERS, Types.STRING))
            .where("I", Types.INT64)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(in.tensor(0));
        }
        if (shape.rank() == 0) {
            throw in.fail("X: expected rank 1 or more, found a scalar");
        }
        SymbolicShape places = in.shape(1);
        List<Dim> dims = new ArrayList<>(shape.dims());
        dims.removeLast();
        if (dims.isEmpty()) {
            dims.add(Dim.of(1));
        }
        dims.add(
                places != null && places.isFixed()
                        ? Dim.of(places.toShape().orElseThrow().elements())
                        : in.unknownDim(0, dims.size()));
        return List.of(new TensorType(in.elementType(0), new SymbolicShape(dims)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        long columns = x.shape().dim(x.shape().rank() - 1);
        long[] places = in.tensor(1).toLongs();
        for (long place : places) {
            if (place < 0 || place >= columns) {
                throw in.fail("column " + place + " is out of range: expected 0 to " + (columns - 1));
            }
        }
        Tensor z = in.allocateOutput(0);
        for (long i = 0; i < z.elements(); i++) {
            ElementCopy.run(x, i / places.length * columns + places[(int) (i % places.length)], z, i, 1);
        }
        return List.of(z);
    }
}
