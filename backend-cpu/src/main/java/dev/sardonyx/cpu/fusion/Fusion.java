package dev.sardonyx.cpu.fusion;

import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.normalization.BatchNormalization;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes single steps of convolutions and products with what follows them: a batch normalization, a bias, a residual,
 * an activation. A node is absorbed if nobody else reads its result. The order of the operations stays, so that the
 * bits of a result are those of the separate steps.
 *
 * <p>Except for batch normalization of constant parameters: it is folded into the convolution's weights and bias, in
 * float64 and rounded once. The result then has the error of one convolution with those weights, each off by half a
 * unit in the last place, instead of the errors of two steps.
 *
 * <p>Parameters are folded once for all shapes. Thread-safe.
 */
public final class Fusion {
    private final Map<String, Fused.Folded> folded = new ConcurrentHashMap<>();

    /**
     * The nodes of a partition with some of them fused.
     *
     * @param nodes in order, without those whose results are known
     * @param typing the concrete types of all values
     * @param outputs the values that others need
     */
    public List<Node> apply(List<Node> nodes, Typing typing, Collection<String> outputs) {
        NodeList list = new NodeList(nodes, typing, outputs);
        new Patterns(list).apply();
        NodeList named = new NodeList(list.toList(), typing, outputs);
        for (int i = 0; i < named.size(); i++) {
            Chain.extend(named, i, this::folded);
        }
        return named.toList();
    }

    private Fused.Folded folded(Node conv, List<Tensor> parameters, BatchNormalization normalization) {
        return folded.computeIfAbsent(conv.outputs().getFirst(), k -> fold(parameters, normalization.epsilon()));
    }

    /** Folds scale, shift, mean and variance into weights and bias, all float32. */
    private static Fused.Folded fold(List<Tensor> parameters, double epsilon) {
        Tensor weights = parameters.get(0);
        float[] w = weights.toFloats();
        int channels = Math.toIntExact(weights.shape().dim(0));
        int each = w.length / Math.max(1, channels);
        float[] bias = new float[channels];
        for (int m = 0; m < channels; m++) {
            double factor =
                    parameters.get(2).doubleAt(m) / Math.sqrt(parameters.get(5).doubleAt(m) + epsilon);
            for (int i = m * each; i < (m + 1) * each; i++) {
                w[i] = (float) (w[i] * factor);
            }
            double own =
                    parameters.get(1).elements() == 0 ? 0 : parameters.get(1).doubleAt(m);
            double mean = parameters.get(4).doubleAt(m);
            bias[m] = (float) ((own - mean) * factor + parameters.get(3).doubleAt(m));
        }
        return new Fused.Folded(Tensor.ofFloats(weights.shape(), w), Tensor.ofFloats(Shape.of(channels), bias));
    }

    /** An empty tensor, which stands for a bias that a convolution does not have. */
    static Tensor none() {
        return Tensor.allocate(ElementType.FLOAT, Shape.of(0));
    }
}
