package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** output = X where condition holds, else Y, with broadcasting. Source: ONNX Where-16. Exact, bits are kept. */
public record Where() implements SelectOperator {
    private static final Signature SIGNATURE = Signature.of("Where")
            .input("condition", "B")
            .input("X", "T")
            .input("Y", "T")
            .output("output", "T")
            .where("B", Types.BOOL)
            .where("T", Types.ALL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(in.elementType(1), Broadcasting.infer(in, 0)));
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        Tensor condition = in.constant(0);
        List<Dim> x = in.dims(1);
        List<Dim> y = in.dims(2);
        if (condition == null
                || x == null
                || y == null
                || !DimArithmetic.isList(in, 0)
                || !DimArithmetic.isList(in, 1)
                || !DimArithmetic.isList(in, 2)) {
            return null;
        }
        long size = condition.elements() != 1 ? condition.elements() : x.size() != 1 ? x.size() : y.size();
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Dim> from = condition.booleanAt(condition.elements() == 1 ? 0 : i) ? x : y;
            result.add(from.get(from.size() == 1 ? 0 : i));
        }
        return result;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor condition = in.tensor(0);
        Tensor x = in.tensor(1);
        Tensor y = in.tensor(2);
        Tensor output = in.allocateOutput(0);
        Shape shape = output.shape();
        IndexWalk walk = new IndexWalk(
                shape,
                Broadcasting.strides(condition.shape(), shape),
                Broadcasting.strides(x.shape(), shape),
                Broadcasting.strides(y.shape(), shape));
        for (long i = 0; i < output.elements(); i++) {
            if (i % UnaryOperator.ELEMENTS_PER_CHECK == 0) {
                in.deadline().check();
            }
            boolean first = condition.booleanAt(walk.offset(0));
            ElementCopy.one(first ? x : y, walk.offset(first ? 1 : 2), output, i);
            walk.next();
        }
        return List.of(output);
    }
}
