package dev.sardonyx.api.runtime;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that one run leaves for the next: each slot ties an output (the present) to an input (the past). A run
 * with a state takes the other inputs only. For one conversation, so for one thread at a time.
 */
public final class State {
    /**
     * One tie.
     *
     * @param input the input that takes the past
     * @param output the output that gives the present
     * @param initial the value before the first run
     * @param axis the dimension that may grow
     * @param capacity the largest size of that dimension
     */
    public record Slot(String input, String output, Tensor initial, int axis, long capacity) {
        public Slot {
            if (axis < 0 || axis >= Math.max(1, initial.shape().rank()) || capacity < 0) {
                throw new InputException("slot '" + input + "': axis " + axis + " and capacity " + capacity
                        + " do not fit a tensor of shape " + initial.shape());
            }
        }

        /** A slot whose value does not change its shape. */
        public static Slot fixed(String input, String output, Tensor initial) {
            return new Slot(input, output, initial, 0, Long.MAX_VALUE);
        }
    }

    private final Session session;
    private final List<Slot> slots;
    private final Map<String, Tensor> values = new HashMap<>();

    State(Session session, List<Slot> slots) {
        this.session = session;
        this.slots = List.copyOf(slots);
        List<String> inputs = session.inputs().stream().map(i -> i.name()).toList();
        List<String> outputs = session.outputs().stream().map(o -> o.name()).toList();
        for (Slot slot : slots) {
            if (!inputs.contains(slot.input()) || !outputs.contains(slot.output())) {
                throw new InputException("slot '" + slot.input() + "' <- '" + slot.output()
                        + "': expected one of the inputs " + inputs + " and one of the outputs " + outputs);
            }
        }
        reset();
    }

    /** Goes back to the initial values. */
    public void reset() {
        slots.forEach(slot -> values.put(slot.input(), slot.initial()));
    }

    /** The value that the next run takes for {@code input}. */
    public Tensor value(String input) {
        Tensor value = values.get(input);
        if (value == null) {
            throw new InputException("there is no slot for input '" + input + "'");
        }
        return value;
    }

    /** Runs once; on success the slots take the new values, otherwise they keep the old ones. */
    public Map<String, Value> run(Map<String, ? extends Value> inputs) {
        return run(inputs, Deadline.none());
    }

    /** Runs once, but not longer than the deadline. */
    public Map<String, Value> run(Map<String, ? extends Value> inputs, Deadline deadline) {
        Map<String, Value> all = new LinkedHashMap<>(inputs);
        all.putAll(values);
        Map<String, Value> outputs = session.run(all, deadline);
        Map<String, Tensor> next = new HashMap<>();
        for (Slot slot : slots) {
            Tensor present = (Tensor) outputs.get(slot.output());
            if (present == null) {
                throw new IllegalStateException("no output " + slot.output());
            }
            if (slot.axis() < present.shape().rank() && present.shape().dim(slot.axis()) > slot.capacity()) {
                throw new LimitExceededException(
                        "state capacity",
                        present.shape().dim(slot.axis()),
                        slot.capacity(),
                        Where.tensor(slot.output()));
            }
            next.put(slot.input(), present);
        }
        values.putAll(next);
        return outputs;
    }
}
