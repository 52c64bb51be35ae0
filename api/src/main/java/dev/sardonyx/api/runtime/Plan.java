package dev.sardonyx.api.runtime;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A compiled graph: steps over numbered slots. Immutable; a body has a plan of its own, whose first slots are its
 * captures and then its inputs.
 */
final class Plan implements AutoCloseable {
    private final Graph graph;
    private final Map<String, Integer> slots;
    private final List<Step> steps;
    private final int[] inputs;
    private final int[] outputs;
    private final int[] constantSlots;
    private final Tensor[] constants;
    private final List<String> captures;
    private final int[] captureSlots;
    private final int[][] lastUses;

    /**
     * A plan.
     *
     * @param captures names of values of the graph around
     * @param lastUses per step the slots that no later step reads
     */
    Plan(Graph graph, Map<String, Integer> slots, List<Step> steps, List<String> captures, int[][] lastUses) {
        this.graph = graph;
        this.slots = Map.copyOf(slots);
        this.steps = List.copyOf(steps);
        this.inputs = graph.inputNames().stream().mapToInt(slots::get).toArray();
        this.outputs = graph.outputNames().stream().mapToInt(slots::get).toArray();
        List<Integer> numbers = new ArrayList<>();
        List<Tensor> tensors = new ArrayList<>();
        graph.constants().forEach((name, value) -> {
            Integer slot = slots.get(name);
            if (slot != null) {
                numbers.add(slot);
                tensors.add(value);
            }
        });
        this.constantSlots = numbers.stream().mapToInt(Integer::intValue).toArray();
        this.constants = tensors.toArray(new Tensor[0]);
        this.captures = List.copyOf(captures);
        this.captureSlots = captures.stream().mapToInt(slots::get).toArray();
        this.lastUses = lastUses;
    }

    Graph graph() {
        return graph;
    }

    List<Step> steps() {
        return steps;
    }

    /** The slot of a value, or -1. */
    int slot(String name) {
        return slots.getOrDefault(name, -1);
    }

    /** Runs the plan; {@code outer} has the captures. */
    List<Value> run(RunState state, List<? extends Value> arguments, List<? extends Value> captured) {
        Frame frame = new Frame(slots.size());
        for (int i = 0; i < constants.length; i++) {
            frame.set(constantSlots[i], constants[i]);
        }
        for (int i = 0; i < captureSlots.length; i++) {
            frame.set(captureSlots[i], captured.get(i));
        }
        for (int i = 0; i < inputs.length; i++) {
            frame.set(inputs[i], arguments.get(i));
        }
        try {
            for (int i = 0; i < steps.size(); i++) {
                state.deadline().check();
                steps.get(i).run(state, frame);
                for (int slot : lastUses[i]) {
                    frame.drop(slot, state.budget());
                }
            }
            List<Value> results = new ArrayList<>(outputs.length);
            for (int slot : outputs) {
                results.add(frame.get(slot));
            }
            return results;
        } finally {
            frame.releaseAll(state.budget());
        }
    }

    List<String> captures() {
        return captures;
    }

    @Override
    public void close() {
        steps.forEach(Step::close);
    }
}
