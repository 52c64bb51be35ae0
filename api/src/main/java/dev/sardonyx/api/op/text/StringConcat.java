package dev.sardonyx.api.op.text;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** Z = X followed by Y, element by element with multidirectional broadcasting. Source: ONNX StringConcat-20. */
public record StringConcat() implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("StringConcat")
            .input("X", "T")
            .input("Y", "T")
            .output("Z", "T")
            .where("T", Types.STRING)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(ElementType.STRING, Broadcasting.infer(in, 0)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.tensor(1);
        Shape shape = in.outputShape(0);
        Texts.require(in, shape.elements(), 0);
        Tensor z = Tensor.allocate(ElementType.STRING, shape);
        IndexWalk walk =
                new IndexWalk(shape, Broadcasting.strides(x.shape(), shape), Broadcasting.strides(y.shape(), shape));
        long chars = 0;
        for (long i = 0; i < shape.elements(); i++) {
            String a = x.stringAt(walk.offset(0));
            String b = y.stringAt(walk.offset(1));
            chars += (long) a.length() + b.length();
            Texts.require(in, shape.elements(), chars);
            in.deadline().check();
            z.setString(i, a + b);
            walk.next();
        }
        return List.of(z);
    }
}
