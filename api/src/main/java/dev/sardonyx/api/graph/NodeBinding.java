package dev.sardonyx.api.graph;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The output types of one node for concrete inputs, checked against the limits before anything is allocated. */
final class NodeBinding {
    private NodeBinding() {}

    static List<ValueType> outputTypes(Node node, List<? extends @Nullable Value> inputs, Limits limits) {
        Map<String, ValueType> types = new HashMap<>();
        Map<String, Tensor> known = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Value value = inputs.get(i);
            String name = value == null ? "" : "in" + i;
            names.add(name);
            if (value instanceof Tensor tensor && tensor.deviceMemory() == null) {
                known.put(name, tensor);
            } else if (value != null) {
                types.put(name, value.type());
            }
        }
        Typing typing = Typing.forNode(types, known, limits);
        List<String> outputs = new ArrayList<>();
        for (int k = 0; k < node.outputs().size(); k++) {
            outputs.add(node.outputs().get(k).isEmpty() ? "" : "out" + k);
        }
        return typing.inferTypes(node.withValues(names, outputs));
    }

    static void checkBudget(Node node, List<ValueType> types, MemoryBudget budget) {
        long bytes = 0;
        for (ValueType type : types) {
            if (type instanceof TensorType tensor && tensor.shape() != null && tensor.isFixed()) {
                bytes += tensor.elementType()
                        .bytes(tensor.shape().toShape().orElseThrow().elements());
            }
        }
        budget.claim(bytes, node.where());
        budget.release(bytes);
    }
}
