package dev.sardonyx.api.graph;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a graph by its operators' own {@code evaluate}, one node after the other: slow, obvious, the meaning of
 * a graph. A composite is evaluated as its decomposition. Values are dropped after their last use.
 *
 * <p>Thread-safe; each run has its own state.
 */
public final class Interpreter {
    /** Runs the body of a control-flow operator; its captures are the caller's business. */
    @FunctionalInterface
    public interface BodyRunner {
        List<Value> run(Subgraph body, List<? extends Value> inputs);
    }

    private final Limits limits;
    private final Deadline deadline;
    private final MemoryBudget budget;
    private final @Nullable BiConsumer<String, Value> observer;

    public Interpreter(Limits limits) {
        this(limits, Deadline.none(), new MemoryBudget(limits.sessionBytes()), null);
    }

    /**
     * An interpreter.
     *
     * @param observer is told every value of the outermost graph when it is made, or null
     */
    public Interpreter(
            Limits limits, Deadline deadline, MemoryBudget budget, @Nullable BiConsumer<String, Value> observer) {
        this.limits = limits;
        this.deadline = deadline;
        this.budget = budget;
        this.observer = observer;
    }

    /**
     * The outputs of {@code graph}, in order.
     *
     * @param inputs the inputs by name, all of them; types are taken from the values
     */
    public List<Value> run(Graph graph, Map<String, ? extends Value> inputs) {
        Frame frame = new Frame(null);
        frame.values.putAll(inputs);
        return run(graph, frame, observer);
    }

    private static final class Frame {
        final @Nullable Frame outer;
        final Map<String, Value> values = new HashMap<>();

        Frame(@Nullable Frame outer) {
            this.outer = outer;
        }

        Value get(String name) {
            for (Frame f = this; f != null; f = f.outer) {
                Value value = f.values.get(name);
                if (value != null) {
                    return value;
                }
            }
            throw new IllegalStateException("no value '" + name + "'");
        }
    }

    private List<Value> run(Graph graph, Frame frame, @Nullable BiConsumer<String, Value> tell) {
        frame.values.putAll(graph.constants());
        Map<String, Integer> lastUse = Liveness.lastUse(graph);
        Map<String, Long> claimed = new HashMap<>();
        try {
            for (int i = 0; i < graph.nodes().size(); i++) {
                deadline.check();
                Node node = graph.nodes().get(i);
                List<@Nullable Value> inputs = new ArrayList<>();
                for (String input : node.inputs()) {
                    inputs.add(input.isEmpty() ? null : frame.get(input));
                }
                List<Value> outputs = evaluate(node, inputs, (body, arguments) -> runBody(body, arguments, frame));
                keep(node, outputs, frame, claimed, tell);
                for (String name : Liveness.reads(node)) {
                    Integer last = lastUse.get(name);
                    if (last != null && last == i && claimed.containsKey(name)) {
                        frame.values.remove(name);
                        budget.release(claimed.remove(name));
                    }
                }
            }
            List<Value> results = new ArrayList<>();
            for (String name : graph.outputNames()) {
                results.add(frame.get(name));
            }
            return results;
        } finally {
            claimed.values().forEach(budget::release);
        }
    }

    private void keep(
            Node node,
            List<Value> outputs,
            Frame frame,
            Map<String, Long> claimed,
            @Nullable BiConsumer<String, Value> tell) {
        for (int k = 0; k < node.outputs().size(); k++) {
            String name = node.outputs().get(k);
            if (name.isEmpty()) {
                continue;
            }
            if (k >= outputs.size()) {
                throw new IllegalStateException(node + " made no output " + k);
            }
            Value value = outputs.get(k);
            long bytes = MemoryBudget.bytes(value);
            budget.claim(bytes, node.where().withTensor(name));
            claimed.put(name, bytes);
            frame.values.put(name, value);
            if (tell != null) {
                tell.accept(name, value);
            }
        }
    }

    private List<Value> runBody(Subgraph body, List<? extends Value> arguments, Frame around) {
        Graph graph = (Graph) body;
        Frame frame = new Frame(around);
        for (int i = 0; i < arguments.size(); i++) {
            frame.values.put(graph.inputs().get(i).name(), arguments.get(i));
        }
        return run(graph, frame, null);
    }

    /** The outputs of one node without bodies. */
    public List<Value> evaluate(Node node, List<? extends @Nullable Value> inputs) {
        return evaluate(node, inputs, (body, arguments) -> {
            throw new IllegalStateException("no body runner for " + node);
        });
    }

    /**
     * The outputs of one node.
     *
     * @param inputs its inputs in order; null where omitted
     * @throws ExecutionException if the data do not fit the operator
     * @throws dev.sardonyx.api.LimitExceededException if an output would be too large; nothing is allocated then
     */
    public List<Value> evaluate(Node node, List<? extends @Nullable Value> inputs, BodyRunner bodies) {
        Operator operator = node.operator();
        List<ValueType> types = List.of();
        if (operator.subgraphs().isEmpty()) {
            types = NodeBinding.outputTypes(node, inputs, limits);
            NodeBinding.checkBudget(node, types, budget);
        }
        NodeEvaluation in = new NodeEvaluation(node, inputs, types, limits, deadline, bodies);
        try {
            return switch (operator) {
                case CoreOperator core -> core.evaluate(in);
                case HostOperator host -> host.evaluate(in);
                case CompositeOperator composite -> evaluateComposite(node, composite, inputs);
                default ->
                    throw new UnsupportedModelException(
                            "nobody can run " + operator.qualifiedName() + ": it has no meaning here", node.where());
            };
        } catch (LimitExceededException e) {
            throw e.where().isUnknown()
                    ? new LimitExceededException(e.limit(), e.asked(), e.allowed(), node.where())
                    : e;
        } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new ExecutionException("the data do not fit the operator: " + e.getMessage(), node.where(), e);
        }
    }

    private List<Value> evaluateComposite(
            Node node, CompositeOperator composite, List<? extends @Nullable Value> inputs) {
        List<@Nullable ValueType> types = new ArrayList<>();
        Map<String, Value> named = new HashMap<>();
        Map<String, Tensor> known = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            Value value = inputs.get(i);
            types.add(value == null ? null : value.type());
            if (value != null) {
                named.put(Decomposer.inputName(i), value);
                if (value instanceof Tensor tensor
                        && node.operator().signature().isHostInput(i)) {
                    known.put(Decomposer.inputName(i), tensor);
                }
            }
        }
        Graph body = Decomposer.decompose(node, composite, types, known, limits);
        return new Interpreter(limits, deadline, budget, null).run(body, named);
    }
}
