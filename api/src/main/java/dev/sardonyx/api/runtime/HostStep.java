package dev.sardonyx.api.runtime;

import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Evaluates one node on the host; its bodies run by plans of their own. */
final class HostStep implements Step {
    private final Node node;
    private final int[] inputs;
    private final int[] outputs;
    private final Map<Subgraph, Plan> bodies;
    private final Map<Subgraph, int[]> captures;
    private final LongAdder runs = new LongAdder();

    /**
     * A host step.
     *
     * @param inputs slots, -1 where omitted
     * @param outputs slots, -1 where not wanted
     * @param bodies the plan of each body
     * @param captures per body the slots of its captures in this step's frame
     */
    HostStep(Node node, int[] inputs, int[] outputs, Map<Subgraph, Plan> bodies, Map<Subgraph, int[]> captures) {
        this.node = node;
        this.inputs = inputs;
        this.outputs = outputs;
        this.bodies = new HashMap<>(bodies);
        this.captures = new HashMap<>(captures);
    }

    @Override
    public void run(RunState state, Frame frame) {
        List<@Nullable Value> values = new ArrayList<>(inputs.length);
        for (int slot : inputs) {
            values.add(slot < 0 ? null : host(frame.get(slot)));
        }
        Interpreter interpreter = new Interpreter(state.limits(), state.deadline(), state.budget(), null);
        List<Value> results =
                interpreter.evaluate(node, values, (body, arguments) -> runBody(body, arguments, state, frame));
        runs.increment();
        for (int k = 0; k < outputs.length; k++) {
            if (outputs[k] >= 0) {
                frame.put(outputs[k], results.get(k), state.budget());
            }
        }
    }

    private static Value host(Value value) {
        return value instanceof Tensor tensor ? tensor.toHost() : value;
    }

    private List<Value> runBody(Subgraph body, List<? extends Value> arguments, RunState state, Frame frame) {
        Plan plan = bodies.get(body);
        int[] slots = captures.get(body);
        if (plan == null || slots == null) {
            throw new IllegalStateException("no plan for a body of " + node.label());
        }
        List<Value> captured = new ArrayList<>(slots.length);
        for (int slot : slots) {
            captured.add(frame.get(slot));
        }
        RunState inner = new RunState(state.deadline(), state.budget(), state.limits(), Map.of());
        return plan.run(inner, arguments, captured);
    }

    @Override
    public String device() {
        return NodePlacement.HOST;
    }

    @Override
    public List<Node> nodes() {
        return List.of(node);
    }

    @Override
    public long runs() {
        return runs.sum();
    }

    @Override
    public List<Plan> bodies() {
        return List.copyOf(bodies.values());
    }

    @Override
    public void close() {
        bodies.values().forEach(Plan::close);
    }
}
