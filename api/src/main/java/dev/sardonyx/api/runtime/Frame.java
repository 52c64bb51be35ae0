package dev.sardonyx.api.runtime;

import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.MemoryBudget;
import dev.sardonyx.api.tensor.Value;
import org.jspecify.annotations.Nullable;

/** The values of one run of one plan. For one thread. */
final class Frame {
    private final @Nullable Value[] values;
    private final long[] claimed;

    Frame(int slots) {
        this.values = new Value[slots];
        this.claimed = new long[slots];
    }

    Value get(int slot) {
        Value value = values[slot];
        if (value == null) {
            throw new IllegalStateException("slot " + slot + " is empty");
        }
        return value;
    }

    /** Puts a value that is not counted: an input, a constant, a capture. */
    void set(int slot, Value value) {
        values[slot] = value;
    }

    /** Takes a tensor's bytes of the budget before it is allocated. */
    void claim(int slot, long bytes, MemoryBudget budget, Where where) {
        budget.claim(bytes, where);
        claimed[slot] += bytes;
    }

    /** Puts a value that a step made, and counts it unless it was claimed before. */
    void put(int slot, Value value, MemoryBudget budget) {
        if (claimed[slot] == 0) {
            claim(slot, MemoryBudget.bytes(value), budget, Where.UNKNOWN);
        }
        values[slot] = value;
    }

    void drop(int slot, MemoryBudget budget) {
        values[slot] = null;
        budget.release(claimed[slot]);
        claimed[slot] = 0;
    }

    void releaseAll(MemoryBudget budget) {
        for (int slot = 0; slot < claimed.length; slot++) {
            budget.release(claimed[slot]);
            claimed[slot] = 0;
        }
    }
}
