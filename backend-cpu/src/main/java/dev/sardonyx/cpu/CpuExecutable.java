package dev.sardonyx.cpu;

import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.MemoryBudget;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.spi.Executable;
import dev.sardonyx.api.spi.Invocation;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.cpu.kernel.KernelLookup;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.op.KernelContext;
import dev.sardonyx.cpu.plan.CpuPlan;
import dev.sardonyx.cpu.plan.PlanMaker;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A partition with a plan for each set of input shapes it has met. Weights are packed once for all of them. */
final class CpuExecutable implements Executable {
    /** Plans kept at most; a decoder makes one for each length of its cache. */
    private static final int MOST_PLANS = 64;

    /** Shapes of all inputs and values of the host inputs. */
    private record Signature(List<Shape> shapes, List<List<Long>> hostBits) {}

    private final Partition partition;
    private final KernelContext context;
    private final Map<Signature, CpuPlan> plans = new ConcurrentHashMap<>();

    CpuExecutable(Partition partition, Parallel parallel) {
        this.partition = partition;
        // Automatic: a run that was cancelled may leave workers behind for a moment that still read weights.
        this.context = new KernelContext(KernelLookup.kernels(), parallel, Arena.ofAuto(), partition.limits());
    }

    @Override
    public void run(Invocation invocation) {
        List<Tensor> inputs = invocation.inputs();
        Signature signature = signature(inputs);
        CpuPlan plan = plans.get(signature);
        if (plan == null) {
            Typing typing = partition.bind(inputs);
            if (!PlanMaker.hasFixedSizes(partition.graph(), typing)) {
                interpret(invocation);
                return;
            }
            plan = PlanMaker.make(partition.graph(), typing, context);
            if (plans.size() >= MOST_PLANS) {
                plans.clear();
            }
            plans.put(signature, plan);
        }
        plan.run(invocation);
    }

    /** Sizes that depend on data, as those after a Range of computed limits, fit no plan. */
    private void interpret(Invocation invocation) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (int i = 0; i < invocation.inputs().size(); i++) {
            inputs.put(
                    partition.graph().inputs().get(i).name(),
                    invocation.inputs().get(i));
        }
        MemoryBudget budget = new MemoryBudget(partition.limits().sessionBytes());
        Interpreter interpreter = new Interpreter(partition.limits(), invocation.deadline(), budget, null);
        List<Value> outputs = interpreter.run(partition.graph(), inputs);
        for (int k = 0; k < outputs.size(); k++) {
            invocation.setOutput(k, (Tensor) outputs.get(k));
        }
    }

    private Signature signature(List<Tensor> inputs) {
        List<Shape> shapes = new ArrayList<>(inputs.size());
        List<List<Long>> bits = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = inputs.get(i);
            shapes.add(input.shape());
            if (partition
                    .hostInputs()
                    .contains(partition.graph().inputs().get(i).name())) {
                List<Long> values = new ArrayList<>();
                for (long k = 0; k < input.elements(); k++) {
                    values.add(
                            input.elementType().isFloating()
                                    ? Double.doubleToLongBits(input.doubleAt(k))
                                    : input.longAt(k));
                }
                bits.add(values);
            }
        }
        return new Signature(shapes, bits);
    }

    @Override
    public void close() {
        plans.clear();
    }
}
