package dev.sardonyx.cli;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.op.generation.ConstantOfShape;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A graph whose weights were replaced by random ones. What a constant is for is told by the operator that reads it,
 * through operators that only move elements; constants that no rule knows, single numbers and those in bodies stay.
 *
 * @param graph the graph with the new weights
 * @param weights how many were replaced
 * @param elements how many elements they have
 */
record Refill(Graph graph, int weights, long elements) {
    /** What a weight is for, which says how large it should be. */
    private enum Role {
        /** Summed over: uniform with variance 2 / fan-in. */
        SUMMED,
        /** A row of it becomes an activation: uniform with variance 1. */
        TABLE,
        /** Multiplied with activations, or a variance: within a tenth of 1. */
        FACTOR,
        /** Added to activations: within a tenth of 0. */
        OFFSET,
        /** The slope of a leaky activation: around a quarter. */
        SLOPE
    }

    private static final Role SUMMED = Role.SUMMED;
    private static final Role FACTOR = Role.FACTOR;
    private static final Role OFFSET = Role.OFFSET;

    /** The roles of an operator's inputs, in order; null for one that stays. */
    private static final Map<String, @Nullable Role[]> ROLES = new HashMap<>();

    static {
        put("Conv", null, SUMMED, OFFSET);
        put("ConvTranspose", null, SUMMED, OFFSET);
        put("DeformConv", null, SUMMED, null, OFFSET);
        put("MatMul", SUMMED, SUMMED);
        put("Gemm", SUMMED, SUMMED, OFFSET);
        put("Einsum", SUMMED, SUMMED);
        put("RNN", null, SUMMED, SUMMED, OFFSET);
        put("GRU", null, SUMMED, SUMMED, OFFSET);
        put("LSTM", null, SUMMED, SUMMED, OFFSET, null, null, null, OFFSET);
        put("Gather", Role.TABLE);
        put("BatchNormalization", null, FACTOR, OFFSET, OFFSET, FACTOR);
        put("InstanceNormalization", null, FACTOR, OFFSET);
        put("GroupNormalization", null, FACTOR, OFFSET);
        put("LayerNormalization", null, FACTOR, OFFSET);
        put("RMSNormalization", null, FACTOR);
        put("PRelu", null, Role.SLOPE);
        put("Mul", FACTOR, FACTOR);
        put("Div", FACTOR, FACTOR);
        put("Add", OFFSET, OFFSET);
        put("Sub", OFFSET, OFFSET);
    }

    private static final Set<String> MOVERS =
            Set.of("Cast", "Flatten", "Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze");
    private static final Set<ElementType> TYPES =
            Set.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.FLOAT16, ElementType.BFLOAT16);

    private static void put(String operator, @Nullable Role... roles) {
        ROLES.put(operator, roles);
    }

    /** The same graph with weights from {@code seed}. */
    static Refill of(Graph graph, long seed) {
        return new Work(graph, seed).run();
    }

    private record Use(Node node, int input) {}

    private static final class Work {
        private final Graph graph;
        private final long seed;
        private final Typing typing;
        private final Map<String, List<Use>> uses = new HashMap<>();
        private int weights;
        private long elements;

        Work(Graph graph, long seed) {
            this.graph = graph;
            this.seed = seed;
            this.typing = Typing.of(graph, Limits.DEFAULT);
            for (Node node : graph.nodes()) {
                for (int i = 0; i < node.inputs().size(); i++) {
                    uses.computeIfAbsent(node.inputs().get(i), name -> new ArrayList<>())
                            .add(new Use(node, i));
                }
            }
        }

        Refill run() {
            Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
            graph.constants().forEach((name, tensor) -> {
                Tensor other = refilled(name, tensor.elementType(), tensor.shape());
                if (other != null) {
                    constants.put(name, other);
                }
            });
            List<Node> nodes = new ArrayList<>();
            for (Node node : graph.nodes()) {
                Tensor made = node.operator() instanceof ConstantOfShape ? generated(node) : null;
                if (made == null) {
                    nodes.add(node);
                } else {
                    constants.put(node.outputs().getFirst(), made);
                }
            }
            return new Refill(graph.withNodes(nodes, constants), weights, elements);
        }

        /** A weight in place of what a ConstantOfShape makes; null where that is no weight of known shape. */
        private @Nullable Tensor generated(Node node) {
            String name = node.outputs().getFirst();
            if (graph.outputNames().contains(name)
                    || !(typing.typeOrNull(name) instanceof TensorType type)
                    || type.shape() == null
                    || !type.isFixed()) {
                return null;
            }
            return refilled(name, type.elementType(), type.shape().toShape().orElseThrow());
        }

        /** A random weight in place of the value {@code name}; null where that stays. */
        private @Nullable Tensor refilled(String name, ElementType type, Shape shape) {
            Use use = TYPES.contains(type) && shape.elements() > 1 ? use(name, 0) : null;
            Role role = use == null ? null : role(use);
            if (use == null || role == null) {
                return null;
            }
            double low;
            double high;
            switch (role) {
                case SUMMED -> {
                    high = Math.sqrt(6.0 / Math.max(1, fanIn(use)));
                    low = -high;
                }
                case TABLE -> {
                    high = Math.sqrt(3);
                    low = -high;
                }
                case FACTOR -> {
                    low = 0.9;
                    high = 1.1;
                }
                case OFFSET -> {
                    low = -0.1;
                    high = 0.1;
                }
                default -> {
                    low = 0.2;
                    high = 0.3;
                }
            }
            SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
            Tensor tensor = Tensor.allocate(type, shape);
            for (long i = 0; i < tensor.elements(); i++) {
                tensor.setDouble(i, random.nextDouble(low, high));
            }
            weights++;
            elements += tensor.elements();
            return tensor;
        }

        /** The first use of a value that has a role, behind operators that only move elements. */
        private @Nullable Use use(String name, int depth) {
            for (Use use : uses.getOrDefault(name, List.of())) {
                if (role(use) != null) {
                    return use;
                }
                if (depth < 8
                        && use.input() == 0
                        && MOVERS.contains(use.node().operator().name())) {
                    Use behind = use(use.node().outputs().getFirst(), depth + 1);
                    if (behind != null) {
                        return behind;
                    }
                }
            }
            return null;
        }

        private static @Nullable Role role(Use use) {
            if (!use.node().operator().domain().isEmpty()) {
                return null;
            }
            @Nullable Role[] roles = ROLES.get(use.node().operator().name());
            return roles == null || use.input() >= roles.length ? null : roles[use.input()];
        }

        /** How many products are summed for one result. */
        private long fanIn(Use use) {
            if (!(typing.typeOrNull(use.node().inputs().get(use.input())) instanceof TensorType type)
                    || type.shape() == null
                    || !type.isFixed()) {
                return 1;
            }
            Shape shape = type.shape().toShape().orElseThrow();
            int rank = shape.rank();
            if (rank < 2) {
                return shape.elements();
            }
            boolean isRight = use.input() == 1;
            return switch (use.node().operator().name()) {
                case "Conv", "DeformConv" -> shape.elements() / Math.max(1, shape.dim(0));
                case "ConvTranspose" -> shape.elements() / Math.max(1, shape.dim(1));
                case "Gemm" -> {
                    Gemm gemm = (Gemm) use.node().operator();
                    boolean isTransposed = isRight ? gemm.transB() : gemm.transA();
                    yield shape.dim(isRight == isTransposed ? 1 : 0);
                }
                case "MatMul" -> isRight ? shape.dim(rank - 2) : shape.dim(rank - 1);
                default -> shape.dim(rank - 1);
            };
        }
    }
}
