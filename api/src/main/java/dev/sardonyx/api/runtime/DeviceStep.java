package dev.sardonyx.api.runtime;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.spi.Executable;
import dev.sardonyx.api.spi.Invocation;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Runs a partition on its device. */
final class DeviceStep implements Step {
    private final String device;
    private final Piece piece;
    private final Partition partition;
    private final Executable executable;
    private final int[] inputs;
    private final int[] outputs;
    private final LongAdder runs = new LongAdder();

    DeviceStep(Piece piece, Partition partition, Executable executable, int[] inputs, int[] outputs) {
        this.device = piece.device();
        this.piece = piece;
        this.partition = partition;
        this.executable = executable;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public void run(RunState state, Frame frame) {
        List<Tensor> tensors = new ArrayList<>(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            Value value = frame.get(inputs[i]);
            if (!(value instanceof Tensor tensor)) {
                throw new ExecutionException(
                        "device " + device + " takes tensors, found " + value.type(),
                        Where.tensor(partition.graph().inputs().get(i).name()));
            }
            var memory = tensor.deviceMemory();
            tensors.add(memory == null || memory.device().equals(device) ? tensor : tensor.toHost());
        }
        Run run = new Run(state, frame, tensors);
        try {
            executable.run(run);
        } catch (SardonyxException e) {
            throw e;
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new ExecutionException("device " + device + " failed: " + e, Where.UNKNOWN, e);
        } catch (OutOfMemoryError e) {
            throw new dev.sardonyx.api.DeviceMemoryException(
                    "device " + device + " ran out of memory: " + e.getMessage(), Where.UNKNOWN, e);
        } finally {
            state.budget().release(run.claimed);
        }
        runs.increment();
        for (int k = 0; k < outputs.length; k++) {
            Tensor made = run.results[k];
            if (made == null) {
                throw new IllegalStateException("device " + device + " made no "
                        + partition.graph().outputNames().get(k));
            }
            frame.put(outputs[k], made, state.budget());
        }
    }

    private final class Run implements Invocation {
        private final RunState state;
        private final Frame frame;
        private final List<Tensor> tensors;
        private final @Nullable Tensor[] results = new Tensor[outputs.length];
        private long claimed;

        Run(RunState state, Frame frame, List<Tensor> tensors) {
            this.state = state;
            this.frame = frame;
            this.tensors = tensors;
        }

        @Override
        public List<Tensor> inputs() {
            return tensors;
        }

        @Override
        public Tensor output(int k, ElementType type, Shape shape) {
            Tensor made = results[k];
            if (made != null) {
                return made;
            }
            Tensor owned = owned(k, type, shape);
            if (owned == null) {
                Where place = Where.tensor(partition.graph().outputs().get(k).name());
                frame.claim(outputs[k], type.bytes(shape.elements()), state.budget(), place);
                owned = Tensor.allocate(type, shape);
            }
            results[k] = owned;
            return owned;
        }

        private @Nullable Tensor owned(int k, ElementType type, Shape shape) {
            String name = partition.graph().outputs().get(k).name();
            Tensor owned = state.owned(name);
            if (owned != null && (owned.elementType() != type || !owned.shape().equals(shape))) {
                throw new InputException(
                        "output '" + name + "' is " + type + shape + ", the tensor given for it is "
                                + owned.elementType() + owned.shape(),
                        Where.tensor(name));
            }
            return owned;
        }

        @Override
        public void setOutput(int k, Tensor value) {
            if (results[k] == value) {
                return;
            }
            Tensor owned = owned(k, value.elementType(), value.shape());
            if (owned == null) {
                results[k] = value;
            } else {
                MemorySegment.copy(value.toHost().data(), 0, owned.data(), 0, owned.bytes());
                results[k] = owned;
            }
        }

        @Override
        public Deadline deadline() {
            return state.deadline();
        }

        @Override
        public void claim(long bytes) {
            state.budget().claim(bytes, Where.UNKNOWN);
            claimed += bytes;
        }
    }

    Partition partition() {
        return partition;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public List<Node> nodes() {
        return piece.nodes();
    }

    @Override
    public long runs() {
        return runs.sum();
    }

    @Override
    public List<Plan> bodies() {
        return List.of();
    }

    @Override
    public void close() {
        executable.close();
    }
}
