package dev.sardonyx.cli;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Liveness;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory that a model needs, at least: its constants, and the largest sum of values alive at once where each node runs
 * after the other. Dimensions that are not known before a run count as 1.
 *
 * @param constants number of constant tensors
 * @param elements elements in them
 * @param constantBytes bytes of them
 * @param peakBytes bytes of the values of one run, inputs and outputs included
 * @param isComplete whether all dimensions were known
 */
record MemoryEstimate(int constants, long elements, long constantBytes, long peakBytes, boolean isComplete) {
    static MemoryEstimate of(Graph graph, Typing typing) {
        Totals totals = new Totals();
        totals.addConstants(graph);
        Sizes sizes = new Sizes(typing);
        long peak = sizes.peak(graph);
        return new MemoryEstimate(totals.constants, totals.elements, totals.bytes, peak, sizes.isComplete);
    }

    private static final class Totals {
        private int constants;
        private long elements;
        private long bytes;

        void addConstants(Graph graph) {
            for (Tensor constant : graph.constants().values()) {
                constants++;
                elements += constant.elements();
                bytes += constant.bytes();
            }
            for (Node node : graph.nodes()) {
                Graph.bodies(node).forEach(this::addConstants);
            }
        }
    }

    private static final class Sizes {
        private final Typing typing;
        private boolean isComplete = true;

        Sizes(Typing typing) {
            this.typing = typing;
        }

        long peak(Graph graph) {
            Map<String, Integer> lastUse = Liveness.lastUse(graph);
            Map<String, Long> alive = new HashMap<>();
            for (ValueInfo input : graph.inputs()) {
                alive.put(input.name(), size(input.name()));
            }
            long now = alive.values().stream().mapToLong(Long::longValue).sum();
            long peak = now;
            for (int i = 0; i < graph.nodes().size(); i++) {
                Node node = graph.nodes().get(i);
                for (String output : node.outputs()) {
                    if (!output.isEmpty()) {
                        long size = size(output);
                        alive.put(output, size);
                        now += size;
                    }
                }
                peak = Math.max(peak, now);
                for (String read : Liveness.reads(node)) {
                    if (Integer.valueOf(i).equals(lastUse.get(read)) && alive.containsKey(read)) {
                        now -= alive.remove(read);
                    }
                }
            }
            return peak;
        }

        private long size(String name) {
            if (!(typing.typeOrNull(name) instanceof TensorType type) || type.shape() == null) {
                isComplete = false;
                return 0;
            }
            long elements = 1;
            for (Dim dim : type.shape().dims()) {
                if (dim instanceof Dim.Fixed(long size)) {
                    elements *= size;
                } else {
                    isComplete = false;
                }
            }
            return type.elementType().bytes(elements);
        }
    }
}
