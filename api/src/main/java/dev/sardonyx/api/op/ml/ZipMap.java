package dev.sardonyx.api.op.ml;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.MapValue;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One map per row of X [N, C] from the C labels to the row's elements. Source: ONNX ai.onnx.ml ZipMap-1.
 *
 * @param classlabelsInt64s the keys where they are numbers
 * @param classlabelsStrings the keys where they are strings
 */
public record ZipMap(List<Long> classlabelsInt64s, List<String> classlabelsStrings) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("ai.onnx.ml", "ZipMap")
            .input("X", "T0")
            .output("Z", "T")
            .where("T0", Types.of(ElementType.FLOAT))
            .build();

    public ZipMap {
        classlabelsInt64s = List.copyOf(classlabelsInt64s);
        classlabelsStrings = List.copyOf(classlabelsStrings);
        new Labels(classlabelsInt64s, classlabelsStrings);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    private Labels labels() {
        return new Labels(classlabelsInt64s, classlabelsStrings);
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Rows.rows(in);
        Rows.checkColumns(in, labels().size());
        return List.of(
                new ValueType.OfSequence(new ValueType.OfMap(labels().type(), TensorType.scalar(ElementType.FLOAT))));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Labels labels = labels();
        int columns = labels.size();
        TensorType scalar = TensorType.scalar(ElementType.FLOAT);
        List<Value> maps = new ArrayList<>();
        for (int n = 0; n < Rows.rows(x); n++) {
            in.deadline().check();
            Map<Object, Value> entries = new LinkedHashMap<>();
            for (int c = 0; c < columns; c++) {
                double value = x.doubleAt((long) n * columns + c);
                entries.put(labels.key(c), Tensor.scalar(ElementType.FLOAT, value));
            }
            maps.add(new MapValue(labels.type(), scalar, entries));
        }
        return List.of(new Sequence(new ValueType.OfMap(labels.type(), scalar), maps));
    }
}
