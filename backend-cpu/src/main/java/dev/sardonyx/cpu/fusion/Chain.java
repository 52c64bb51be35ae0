package dev.sardonyx.cpu.fusion;

import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.normalization.BatchNormalization;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.kernel.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A convolution or product and the nodes after it, as far as they become one step. */
final class Chain {
    /** Folds a normalization into a convolution. */
    @FunctionalInterface
    interface Folding {
        /**
         * The folded parameters.
         *
         * @param parameters weights, bias (empty for none), scale, shift, mean, variance
         */
        Fused.Folded fold(Node conv, List<Tensor> parameters, BatchNormalization normalization);
    }

    private final NodeList nodes;
    private final Folding folding;
    private final Node base;
    private final Shape shape;
    private final List<Integer> places = new ArrayList<>();
    private final List<String> inputs;
    private String result;
    private int bias = -1;
    private int residual = -1;
    private Activation activation = Activation.NONE;
    private Fused.@Nullable Folded folded;

    private Chain(NodeList nodes, int first, Node base, Shape shape, Folding folding) {
        this.nodes = nodes;
        this.folding = folding;
        this.base = base;
        this.shape = shape;
        this.result = base.outputs().getFirst();
        places.add(first);
        inputs = new ArrayList<>(base.inputs());
        while (inputs.size() < (base.operator() instanceof MatMul ? 2 : 3)) {
            inputs.add("");
        }
        if (base.operator() instanceof Conv && !inputs.get(2).isEmpty()) {
            bias = 2;
        }
    }

    /** Replaces node {@code first} and those after it by one, if it begins a chain. */
    static void extend(NodeList nodes, int first, Folding folding) {
        Node base = nodes.get(first);
        if (base == null || !nodes.makesFloat(base)) {
            return;
        }
        Shape shape = nodes.shape(base.outputs().getFirst());
        if (shape == null || !isBase(nodes, base, shape)) {
            return;
        }
        Chain chain = new Chain(nodes, first, base, shape, folding);
        while (chain.absorbNext()) {
            // Each call takes one more node.
        }
        if (chain.places.size() > 1) {
            Finish finish = new Finish(chain.bias, chain.residual, chain.activation);
            Fused fused = new Fused(base.operator(), finish, chain.folded);
            Node last = nodes.get(chain.places.getLast());
            String name = last == null ? base.name() : last.name();
            nodes.replace(
                    chain.places, chain.places.getLast(), Node.of(name, fused, chain.inputs, List.of(chain.result)));
        }
    }

    private static boolean isBase(NodeList nodes, Node base, Shape shape) {
        if (base.operator() instanceof Conv) {
            Shape weights = nodes.shape(base.inputs().get(1));
            return shape.rank() >= 3 && weights != null && weights.elements() > 0;
        }
        return base.operator() instanceof MatMul || base.operator() instanceof Gemm;
    }

    private boolean absorbNext() {
        int at = activation.equals(Activation.NONE) ? nodes.onlyReader(result) : -1;
        Node next = at < 0 ? null : nodes.get(at);
        if (next == null || next.outputs().size() != 1 || !isSameType(next)) {
            return false;
        }
        boolean absorbed = switch (next.operator()) {
            case BatchNormalization normalization -> normalize(next, normalization);
            case Add _ -> add(next);
            default -> activate(next);
        };
        if (absorbed) {
            places.add(at);
            result = next.outputs().getFirst();
        }
        return absorbed;
    }

    private boolean isSameType(Node next) {
        String output = next.outputs().getFirst();
        return nodes.makesFloat(next) && Objects.equals(shape, nodes.shape(output));
    }

    private boolean normalize(Node next, BatchNormalization normalization) {
        boolean first = base.operator() instanceof Conv && places.size() == 1;
        if (!first || normalization.trainingMode() || !next.inputs().getFirst().equals(result)) {
            return false;
        }
        List<Tensor> parameters = new ArrayList<>();
        Tensor weights = nodes.constant(inputs.get(1));
        Tensor own = inputs.get(2).isEmpty() ? Fusion.none() : nodes.constant(inputs.get(2));
        if (weights == null || own == null) {
            return false;
        }
        parameters.add(weights);
        parameters.add(own);
        for (int i = 1; i < 5; i++) {
            Tensor parameter = nodes.constant(next.inputs().get(i));
            if (parameter == null || !nodes.isFloat(next.inputs().get(i))) {
                return false;
            }
            parameters.add(parameter);
        }
        folded = folding.fold(base, parameters, normalization);
        bias = 2;
        return true;
    }

    private boolean add(Node next) {
        String other = next.inputs().get(next.inputs().getFirst().equals(result) ? 1 : 0);
        Shape added = nodes.shape(other);
        if (added == null || residual >= 0) {
            return false;
        }
        if (bias < 0 && !hasOwnAddend() && isPerColumn(added)) {
            bias = append(other);
            return true;
        }
        if (added.equals(shape) && (!hasOwnAddend() || hasRow())) {
            residual = append(other);
            return true;
        }
        return false;
    }

    private int append(String input) {
        inputs.add(input);
        return inputs.size() - 1;
    }

    /** Whether the base adds something by itself that is not the bias of a convolution. */
    private boolean hasOwnAddend() {
        return base.operator() instanceof Gemm gemm && (!inputs.get(2).isEmpty() || gemm.alpha() != 1);
    }

    /** Whether the addend of a Gemm is a plain row, beside which a residual has its place. */
    private boolean hasRow() {
        Shape c = inputs.get(2).isEmpty() ? null : nodes.shape(inputs.get(2));
        Gemm gemm = (Gemm) base.operator();
        return c != null
                && gemm.alpha() == 1
                && gemm.beta() == 1
                && c.rank() > 0
                && c.dim(c.rank() - 1) == shape.dim(1)
                && c.elements() == shape.dim(1);
    }

    /** Whether an addend has one number per output channel of a convolution, or per column of a product. */
    private boolean isPerColumn(Shape added) {
        int axis = base.operator() instanceof Conv ? 1 : shape.rank() - 1;
        Shape second = nodes.shape(inputs.get(1));
        if (axis < 0 || added.rank() > shape.rank() || second == null || second.rank() < 2) {
            return false;
        }
        int at = axis - (shape.rank() - added.rank());
        return at >= 0 && added.dim(at) == shape.dim(axis) && added.elements() == shape.dim(axis);
    }

    private boolean activate(Node next) {
        Activation f = Activations.of(
                next.operator(),
                i -> i < next.inputs().size() && !next.inputs().get(i).isEmpty(),
                i -> nodes.constant(next.inputs().get(i)));
        if (f == null || !next.inputs().getFirst().equals(result)) {
            return false;
        }
        activation = f;
        return true;
    }
}
