package dev.sardonyx.onnx;

import dev.sardonyx.api.UnsupportedModelException.Missing;
import dev.sardonyx.api.graph.Graph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as it was read: the graph, and what ONNX says around it. Immutable. Weights lie in the mapped file;
 * the mapping lives as long as something of the model is reachable.
 *
 * @param graph the graph, at the newest operator set
 * @param irVersion the file format's version
 * @param opsets the operator sets the file was written against, by domain; empty for ONNX's own
 * @param producerName who wrote it
 * @param producerVersion in which version
 * @param domain the model's name space
 * @param modelVersion the model's own version
 * @param doc documentation
 * @param metadata properties
 * @param unsupported what nobody can run, where it was asked to be kept
 */
public record OnnxModel(
        Graph graph,
        long irVersion,
        Map<String, Long> opsets,
        String producerName,
        String producerVersion,
        String domain,
        long modelVersion,
        String doc,
        Map<String, String> metadata,
        List<Missing> unsupported) {

    public OnnxModel {
        opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        unsupported = List.copyOf(unsupported);
    }

    /** A model around a graph that was built here, at the newest released operator set. */
    public static OnnxModel of(Graph graph) {
        return new OnnxModel(
                graph, 0, Map.of("", Opsets.NEWEST), "sardonyx", "", "", 0, "", Map.of(), List.of());
    }

    /** The same model around another graph. */
    public OnnxModel withGraph(Graph newGraph) {
        return new OnnxModel(
                newGraph,
                irVersion,
                opsets,
                producerName,
                producerVersion,
                domain,
                modelVersion,
                doc,
                metadata,
                unsupported);
    }

    /** The operator set of ONNX's own domain. */
    public long opset() {
        return opsets.getOrDefault("", Opsets.NEWEST);
    }
}
