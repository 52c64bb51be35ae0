package dev.sardonyx.api.graph;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one composite node into a graph of the operators it stands for, all the way down. */
public final class Decomposer {
    private Decomposer() {}

    /** The name of input {@code i} in a decomposition. */
    public static String inputName(int i) {
        return "in" + i;
    }

    /**
     * The decomposition of {@code node}: a graph with inputs {@code in0, in1, …} (omitted ones left out) and one
     * output per output the node names, in order. Composites inside may remain.
     *
     * @param types the types of its inputs, ranks known; null where omitted
     * @param known values by input name that are known before the run
     */
    public static Graph decompose(
            Node node,
            CompositeOperator composite,
            List<? extends @Nullable ValueType> types,
            Map<String, Tensor> known,
            Limits limits) {
        GraphBuilder builder = new GraphBuilder(node.label(), null, limits);
        List<@Nullable Ref> inputs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ValueType type = types.get(i);
            Tensor value = known.get(inputName(i));
            if (type == null) {
                inputs.add(null);
            } else if (value == null) {
                inputs.add(builder.input(inputName(i), type));
            } else {
                inputs.add(builder.knownInput(inputName(i), value));
            }
        }
        List<Ref> outputs = composite.decompose(new Context(builder, node, inputs));
        for (int k = 0; k < node.outputs().size(); k++) {
            if (k >= outputs.size()) {
                throw new IllegalStateException(node + " decomposed into " + outputs.size() + " outputs");
            }
            builder.output("out" + k, outputs.get(k));
        }
        return builder.build();
    }

    private record Context(GraphBuilder builder, Node node, List<@Nullable Ref> inputs) implements Decomposition {
        @Override
        public boolean has(int i) {
            return i < inputs.size() && inputs.get(i) != null;
        }

        @Override
        public Ref input(int i) {
            Ref ref = i < inputs.size() ? inputs.get(i) : null;
            if (ref == null) {
                throw fail("input " + i + " is required");
            }
            return ref;
        }

        @Override
        public @Nullable Tensor constant(int i) {
            return has(i) ? builder.typing().constant(input(i).name()) : null;
        }

        @Override
        public boolean wants(int k) {
            return k < node.outputs().size() && !node.outputs().get(k).isEmpty();
        }

        @Override
        public Ref constant(Tensor value) {
            return builder.constant(value);
        }

        @Override
        public Ref emit(Operator operator, @Nullable Ref... arguments) {
            return builder.add(operator, arguments);
        }

        @Override
        public List<Ref> emitAll(Operator operator, int outputs, @Nullable Ref... arguments) {
            return builder.addAll(operator, outputs, arguments);
        }

        @Override
        public SardonyxException fail(String message) {
            return new dev.sardonyx.api.ModelInvalidException(message, node.where());
        }
    }
}
