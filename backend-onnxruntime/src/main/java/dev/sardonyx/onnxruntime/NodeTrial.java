package dev.sardonyx.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import dev.sardonyx.onnx.OnnxModel;
import dev.sardonyx.onnx.OnnxWriter;
import dev.sardonyx.onnx.WriteOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks ONNX Runtime itself whether it has a kernel for a node, by loading the node as a model of its own. Which
 * types each kernel takes differs from operator to operator and from release to release; nobody knows it better
 * than the library that is there. Nodes that differ in sizes only are asked about once.
 */
final class NodeTrial {
    /** Larger constants are weights: their values decide nothing. */
    private static final long SMALL = 1024;

    private static final String REFUSED = "ONNX Runtime: ";

    private final WriteOptions form;
    private final Map<ByteBuffer, String> answers = new ConcurrentHashMap<>();

    /** Trials of nodes that are written in {@code form}. */
    NodeTrial(WriteOptions form) {
        this.form = form;
    }

    /** Why ONNX Runtime does not run the node; null where it does. */
    @Nullable
    String problem(NodeQuery query) {
        byte[] model;
        try {
            model = OnnxWriter.toBytes(OnnxModel.of(alone(query)), form);
        } catch (SardonyxException e) {
            return e.detail();
        }
        String answer = answers.computeIfAbsent(ByteBuffer.wrap(model), key -> load(model));
        return answer.isEmpty() ? null : answer;
    }

    private static String load(byte[] model) {
        try (OrtSession session = OrtEngine.open(model, 1, OptLevel.NO_OPT)) {
            return session.getNumOutputs() < 0 ? REFUSED + "no outputs" : "";
        } catch (OrtException e) {
            return REFUSED + OrtEngine.message(e);
        }
    }

    /** A graph of the node alone, without what makes it different from others of its kind. */
    private static Graph alone(NodeQuery query) {
        Node node = query.node();
        Map<String, String> names = new LinkedHashMap<>();
        List<ValueInfo> inputs = new ArrayList<>();
        Map<String, Tensor> constants = new LinkedHashMap<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.inputs().get(i);
            if (input.isEmpty() || names.containsKey(input)) {
                continue;
            }
            String name = "in" + i;
            names.put(input, name);
            Tensor constant = query.constant(i);
            if (constant != null && constant.bytes() <= SMALL) {
                constants.put(name, constant);
            } else {
                inputs.add(ValueInfo.of(name, withoutSizes(query.inputType(i), name)));
            }
        }
        List<ValueInfo> outputs = new ArrayList<>();
        for (int k = 0; k < node.outputs().size(); k++) {
            if (!node.outputs().get(k).isEmpty()) {
                names.put(node.outputs().get(k), "out" + k);
                outputs.add(ValueInfo.of("out" + k, null));
            }
        }
        Node renamed = Node.of("", node.operator(), renamed(node.inputs(), names), renamed(node.outputs(), names));
        return new Graph("trial", inputs, outputs, List.of(renamed), constants, List.of(), "", Map.of());
    }

    private static List<String> renamed(List<String> values, Map<String, String> names) {
        return values.stream().map(value -> names.getOrDefault(value, "")).toList();
    }

    private static @Nullable ValueType withoutSizes(@Nullable ValueType type, String name) {
        if (!(type instanceof TensorType tensor) || tensor.shape() == null) {
            return type;
        }
        List<Dim> open = new ArrayList<>();
        for (int axis = 0; axis < tensor.shape().rank(); axis++) {
            open.add(Dim.symbol("?" + name + "." + axis));
        }
        return new TensorType(tensor.elementType(), new SymbolicShape(open));
    }
}
