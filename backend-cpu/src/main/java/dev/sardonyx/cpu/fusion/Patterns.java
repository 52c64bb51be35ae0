package dev.sardonyx.cpu.fusion;

import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Erf;
import dev.sardonyx.api.op.elementwise.Gelu;
import dev.sardonyx.api.op.elementwise.HardSigmoid;
import dev.sardonyx.api.op.elementwise.HardSwish;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Sigmoid;
import dev.sardonyx.api.op.elementwise.Swish;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Activations that exporters write out: x sigmoid(x), x hardsigmoid(x), and x/2 (1 + erf(x / sqrt 2)) in its usual
 * orders. They become the operators that they are.
 */
final class Patterns {
    private final NodeList nodes;

    Patterns(NodeList nodes) {
        this.nodes = nodes;
    }

    void apply() {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node == null || !nodes.makesFloat(node)) {
                continue;
            }
            if (node.operator() instanceof Sigmoid) {
                gated(i, node, new Swish());
            } else if (node.operator() instanceof HardSigmoid(float alpha, float beta)
                    && alpha == 1 / 6f
                    && beta == 0.5f) {
                gated(i, node, new HardSwish());
            } else if (node.operator() instanceof Erf) {
                gelu(i, node);
            }
        }
    }

    /** x times the gate of x. */
    private void gated(int at, Node gate, Operator whole) {
        String x = gate.inputs().getFirst();
        int product = nodes.onlyReader(gate.outputs().getFirst());
        Node mul = product < 0 ? null : nodes.get(product);
        if (mul != null
                && mul.operator() instanceof Mul
                && x.equals(other(mul, gate.outputs().getFirst()))) {
            replace(List.of(at, product), product, whole, x, mul);
        }
    }

    private void gelu(int at, Node erf) {
        List<Integer> old = new ArrayList<>(List.of(at));
        int first = nodes.maker(erf.inputs().getFirst());
        Node scaling = first < 0 ? null : nodes.get(first);
        if (scaling == null || nodes.onlyReader(scaling.outputs().getFirst()) != at) {
            return;
        }
        old.add(first);
        String x = scaled(scaling);
        Node sum = next(erf, old);
        if (x == null || sum == null || !(sum.operator() instanceof Add)) {
            return;
        }
        String one = other(sum, erf.outputs().getFirst());
        Node product = next(sum, old);
        if (one == null || !nodes.is(one, 1) || product == null || !(product.operator() instanceof Mul)) {
            return;
        }
        String factor = Objects.requireNonNullElse(other(product, sum.outputs().getFirst()), "");
        if (factor.equals(x)) {
            // (x (1 + erf)) / 2
            Node half = next(product, old);
            String number = half == null ? null : other(half, product.outputs().getFirst());
            if (half != null && half.operator() instanceof Mul && number != null && nodes.is(number, 0.5)) {
                replace(old, old.getLast(), new Gelu(), x, half);
            }
            return;
        }
        // (x / 2) (1 + erf)
        int maker = nodes.maker(factor);
        Node half = maker < 0 ? null : nodes.get(maker);
        int end = old.getLast();
        if (half != null && half.operator() instanceof Mul && nodes.onlyReader(factor) == end) {
            String number = other(half, x);
            if (number != null && nodes.is(number, 0.5)) {
                old.add(maker);
                replace(old, end, new Gelu(), x, product);
            }
        }
    }

    /** The x of x / sqrt 2, or null. */
    private @Nullable String scaled(Node node) {
        if (node.operator() instanceof Div && nodes.is(node.inputs().get(1), Math.sqrt(2))) {
            return node.inputs().getFirst();
        }
        if (node.operator() instanceof Mul) {
            for (int i = 0; i < 2; i++) {
                if (nodes.is(node.inputs().get(i), Math.sqrt(0.5))) {
                    return node.inputs().get(1 - i);
                }
            }
        }
        return null;
    }

    /** The only node that reads the result of {@code node}, whose place is added to {@code old}; or null. */
    private @Nullable Node next(Node node, List<Integer> old) {
        int reader = nodes.onlyReader(node.outputs().getFirst());
        if (reader >= 0) {
            old.add(reader);
            return nodes.get(reader);
        }
        return null;
    }

    /** The other operand of a node of two, or null where it is the same. */
    private static @Nullable String other(Node node, String operand) {
        if (node.inputs().size() != 2) {
            return null;
        }
        String other = node.inputs().get(node.inputs().getFirst().equals(operand) ? 1 : 0);
        return other.equals(operand) ? null : other;
    }

    private void replace(List<Integer> old, int at, Operator operator, String x, Node last) {
        String y = last.outputs().getFirst();
        if (nodes.isFloat(x) && Objects.equals(nodes.shape(x), nodes.shape(y)) && nodes.shape(x) != null) {
            nodes.replace(old, at, Node.of(last.name(), operator, List.of(x), List.of(y)));
        }
    }
}
