package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every element looked up among the keys: the value at its place, the default where it is not among them. A NaN
 * key finds NaN. Of equal keys the last counts. Source: ONNX ai.onnx.ml LabelEncoder-4.
 *
 * @param keys the keys, a vector
 * @param values the values, a vector of as many elements
 * @param defaultValue one element of the type of the values
 */
public record LabelEncoder(Tensor keys, Tensor values, Tensor defaultValue) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "LabelEncoder")
            .input("X", "T1")
            .output("Y", "T2")
            .where("T1", Types.union(Types.union(Rows.NUMBERS, Types.STRING), Types.of(ElementType.INT16)))
            .build();

    public LabelEncoder {
        Rows.check(
                keys.elements() == values.elements(),
                "values: expected " + keys.elements() + " like keys",
                values.elements());
        Rows.check(
                defaultValue.elements() == 1 && defaultValue.elementType() == values.elementType(),
                "default: expected one element of type " + values.elementType(),
                defaultValue.type());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if (in.elementType(0) != keys.elementType()) {
            throw in.fail("X: expected " + keys.elementType() + " like the keys, found " + in.elementType(0));
        }
        return List.of(new TensorType(values.elementType(), in.shape(0)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Map<Object, Long> places = new HashMap<>();
        for (long i = 0; i < keys.elements(); i++) {
            places.put(key(keys, i), i);
        }
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        for (long i = 0; i < x.elements(); i++) {
            Long place = places.get(key(x, i));
            if (place == null) {
                ElementCopy.run(defaultValue, 0, y, i, 1);
            } else {
                ElementCopy.run(values, place, y, i, 1);
            }
        }
        return List.of(y);
    }

    private static Object key(Tensor tensor, long i) {
        ElementType type = tensor.elementType();
        if (type == ElementType.STRING) {
            return tensor.stringAt(i);
        }
        return type.isFloating() ? (Object) (tensor.doubleAt(i) + 0.0) : (Object) tensor.longAt(i);
    }
}
