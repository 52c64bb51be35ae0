package dev.sardonyx.cpu.plan;

import dev.sardonyx.api.spi.Invocation;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A partition for one set of input shapes: steps over numbered values, each at a fixed place of one arena, in a
 * constant, or in an input or output. Shared by threads; every run takes a workspace of its own from a pool.
 */
public final class CpuPlan {
    /** One step over value numbers; -1 where an operand is absent. */
    record Step(PreparedKernel kernel, int[] inputs, int[] outputs, int scratch) {}

    /** An input of the partition: its value, its size, and where a copy goes if it is not aligned. */
    record Input(int value, long bytes, int staging) {}

    /**
     * An output of the partition.
     *
     * @param staging the value that kernels write if the runtime's memory is not aligned
     * @param source the value that holds the result where no step writes it: a constant or an input; else -1
     */
    record Output(int value, ElementType type, Shape shape, int staging, int source) {}

    /** A value that is a part of the arena, or a view of another value under another shape. */
    record Place(int value, long offset, long bytes, int aliasOf) {}

    private final List<Step> steps;
    private final List<Input> inputs;
    private final List<Output> outputs;
    private final List<Place> places;
    private final @Nullable MemorySegment[] constants;
    private final long arenaBytes;
    private final ConcurrentLinkedQueue<Workspace> pool = new ConcurrentLinkedQueue<>();

    CpuPlan(
            List<Step> steps,
            List<Input> inputs,
            List<Output> outputs,
            List<Place> places,
            @Nullable MemorySegment[] constants,
            long arenaBytes) {
        this.steps = List.copyOf(steps);
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.places = List.copyOf(places);
        this.constants = constants;
        this.arenaBytes = arenaBytes;
    }

    /** The memory of one run. */
    private static final class Workspace {
        final @Nullable MemorySegment[] values;

        Workspace(int values) {
            this.values = new MemorySegment[values];
        }
    }

    private Workspace newWorkspace() {
        MemorySegment arena = Arena.ofAuto().allocate(Math.max(64, arenaBytes), Tensor.ALIGNMENT);
        Workspace workspace = new Workspace(constants.length);
        System.arraycopy(constants, 0, workspace.values, 0, constants.length);
        for (Place place : places) {
            if (place.aliasOf < 0) {
                workspace.values[place.value] = arena.asSlice(place.offset, place.bytes);
            }
        }
        return workspace;
    }

    /** Runs once. */
    public void run(Invocation invocation) {
        invocation.claim(arenaBytes);
        Workspace workspace = pool.poll();
        if (workspace == null) {
            workspace = newWorkspace();
        }
        run(invocation, workspace);
        // A workspace of a run that failed is left to the garbage collector: a worker may still write to it.
        pool.add(workspace);
    }

    private void run(Invocation invocation, Workspace workspace) {
        @Nullable MemorySegment[] values = workspace.values;
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            if (input.value >= 0) {
                values[input.value] = aligned(invocation.inputs().get(i).data(), values, input.staging);
            }
        }
        Tensor[] results = new Tensor[outputs.size()];
        for (int k = 0; k < results.length; k++) {
            Output output = outputs.get(k);
            Tensor result = invocation.output(k, output.type, output.shape);
            results[k] = result;
            if (output.value >= 0) {
                MemorySegment data = result.data();
                values[output.value] = isAligned(data) ? data : stagingFor(values, output, data.byteSize());
            }
        }
        for (Place place : places) {
            if (place.aliasOf >= 0) {
                values[place.value] = values[place.aliasOf];
            }
        }
        for (Step step : steps) {
            invocation.deadline().check();
            step.kernel.run(new Operands(
                    pick(values, step.inputs),
                    pick(values, step.outputs),
                    step.scratch < 0 ? MemorySegment.NULL : present(values, step.scratch),
                    invocation.deadline()));
        }
        for (int k = 0; k < results.length; k++) {
            Output output = outputs.get(k);
            MemorySegment from = present(values, output.source >= 0 ? output.source : output.value);
            MemorySegment to = results[k].data();
            if (from.address() != to.address() || !to.isNative()) {
                MemorySegment.copy(from, 0, to, 0, to.byteSize());
            }
        }
    }

    private static MemorySegment stagingFor(@Nullable MemorySegment[] values, Output output, long bytes) {
        return output.staging >= 0
                ? present(values, output.staging)
                : Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT);
    }

    private static MemorySegment aligned(MemorySegment data, @Nullable MemorySegment[] values, int staging) {
        if (isAligned(data)) {
            return data;
        }
        MemorySegment copy = present(values, staging);
        MemorySegment.copy(data, 0, copy, 0, data.byteSize());
        return copy;
    }

    private static boolean isAligned(MemorySegment data) {
        return data.isNative() && data.address() % Tensor.ALIGNMENT == 0;
    }

    private static MemorySegment present(@Nullable MemorySegment[] values, int value) {
        MemorySegment segment = values[value];
        if (segment == null) {
            throw new IllegalStateException("value " + value + " has no memory");
        }
        return segment;
    }

    private static @Nullable MemorySegment[] pick(@Nullable MemorySegment[] values, int[] numbers) {
        @Nullable MemorySegment[] picked = new MemorySegment[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            picked[i] = numbers[i] < 0 ? null : values[numbers[i]];
        }
        return picked;
    }

    /** Bytes that one run holds. */
    public long arenaBytes() {
        return arenaBytes;
    }
}
