package dev.sardonyx.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sardonyx.api.DeviceMemoryException;
import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.spi.Executable;
import dev.sardonyx.api.spi.Invocation;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A session of ONNX Runtime. Outputs whose shape is known beforehand are written in place. */
final class OnnxRuntimeExecutable implements Executable {
    private final OrtSession session;
    private final List<String> inputNames;
    private final List<String> outputNames;
    private final List<Optional<TensorType>> fixedOutputs;
    private final AtomicBoolean closed = new AtomicBoolean();

    OnnxRuntimeExecutable(Partition partition, OrtSession session) {
        this.session = session;
        this.inputNames = partition.graph().inputNames();
        this.outputNames = partition.graph().outputNames();
        this.fixedOutputs = outputNames.stream()
                .map(name -> Optional.ofNullable(partition.typing().typeOrNull(name))
                        .filter(TensorType.class::isInstance)
                        .map(TensorType.class::cast)
                        .filter(TensorType::isFixed))
                .toList();
    }

    @Override
    public void run(Invocation invocation) {
        invocation.deadline().check();
        try (Operands operands = new Operands();
                OrtSession.RunOptions options = new OrtSession.RunOptions();
                Watchdog watchdog = new Watchdog(invocation.deadline(), options)) {
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            for (int i = 0; i < inputNames.size(); i++) {
                inputs.put(inputNames.get(i), operands.input(invocation.inputs().get(i)));
            }
            Map<String, OnnxTensor> inPlace = new LinkedHashMap<>();
            Set<String> others = new LinkedHashSet<>();
            for (int k = 0; k < outputNames.size(); k++) {
                OnnxTensor target = operands.output(invocation, k, fixedOutputs.get(k));
                if (target == null) {
                    others.add(outputNames.get(k));
                } else {
                    inPlace.put(outputNames.get(k), target);
                }
            }
            watchdog.start();
            try (OrtSession.Result result = session.run(inputs, others, inPlace, options)) {
                for (int k = 0; k < outputNames.size(); k++) {
                    if (others.contains(outputNames.get(k))) {
                        fetch(result, k, invocation);
                    }
                }
            }
        } catch (OrtException e) {
            throw failure(e, invocation);
        }
    }

    private void fetch(OrtSession.Result result, int k, Invocation invocation) {
        OnnxTensor made = (OnnxTensor) result.get(outputNames.get(k)).orElseThrow();
        OrtTensors.copy(made, invocation.output(k, OrtTensors.elementType(made), OrtTensors.shape(made)));
    }

    private static SardonyxException failure(OrtException e, Invocation invocation) {
        invocation.deadline().check(); // it may have been stopped
        String message = OrtEngine.message(e);
        if (message.contains("bad_alloc") || message.contains("Failed to allocate memory")) {
            return new DeviceMemoryException("ONNX Runtime ran out of memory: " + message, Where.UNKNOWN, e);
        }
        return new ExecutionException("ONNX Runtime: " + message, Where.UNKNOWN, e);
    }

    /** ONNX Runtime's tensors of one run, and the copies behind them. */
    private static final class Operands implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final List<OnnxTensor> tensors = new ArrayList<>();

        OnnxTensor input(Tensor tensor) throws OrtException {
            OnnxTensor made = OrtTensors.input(tensor, arena);
            tensors.add(made);
            return made;
        }

        @Nullable
        OnnxTensor output(Invocation invocation, int k, Optional<TensorType> type) throws OrtException {
            if (type.isEmpty()) {
                return null;
            }
            Shape shape = Shape.SCALAR;
            if (type.get().shape() != null) {
                shape = type.get().shape().toShape().orElseThrow();
            }
            OnnxTensor made = OrtTensors.output(invocation.output(k, type.get().elementType(), shape));
            if (made != null) {
                tensors.add(made);
            }
            return made;
        }

        @Override
        public void close() {
            tensors.forEach(OnnxTensor::close);
            arena.close();
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new ExecutionException("ONNX Runtime: " + OrtEngine.message(e), Where.UNKNOWN, e);
        }
    }
}
