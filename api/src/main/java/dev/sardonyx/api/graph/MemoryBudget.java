package dev.sardonyx.api.graph;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.MapValue;
import dev.sardonyx.api.tensor.OptionalValue;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that runs hold, against {@code Limits.sessionBytes}. Thread-safe. */
public final class MemoryBudget {
    /** What a value inside another costs at least. */
    private static final long PER_VALUE = 16;

    private final long allowed;
    private final AtomicLong used = new AtomicLong();

    public MemoryBudget(long allowed) {
        this.allowed = allowed;
    }

    /** The bytes that a value holds, those of the values inside it included. */
    public static long bytes(Value value) {
        return switch (value) {
            case Tensor tensor -> tensor.bytes();
            case Sequence(var _, var elements) -> sum(elements);
            case OptionalValue(var _, var element) -> element == null ? 0 : bytes(element);
            case MapValue map -> sum(map.entries().values());
        };
    }

    private static long sum(Collection<? extends Value> values) {
        long sum = 0;
        for (Value value : values) {
            sum += PER_VALUE + bytes(value);
        }
        return sum;
    }

    /**
     * Takes {@code bytes}, before they are allocated.
     *
     * @throws LimitExceededException if that is more than is left; nothing is taken then
     */
    public void claim(long bytes, Where where) {
        long after = used.addAndGet(bytes);
        if (after > allowed || after < 0) {
            used.addAndGet(-bytes);
            throw new LimitExceededException("sessionBytes", after < 0 ? Long.MAX_VALUE : after, allowed, where);
        }
    }

    /** Gives {@code bytes} back. */
    public void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes held now. */
    public long used() {
        return used.get();
    }
}
