package dev.sardonyx.cpu.reference;

import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.MemoryBudget;
import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.DeviceInfo;
import dev.sardonyx.api.spi.Executable;
import dev.sardonyx.api.spi.Invocation;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.spi.Verdict;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Interprets partitions. */
final class ReferenceDevice implements Device {
    private static final DeviceInfo INFO = new DeviceInfo("reference", "interpreter of the operators' meaning", true);

    @Override
    public DeviceInfo info() {
        return INFO;
    }

    @Override
    public Verdict supports(NodeQuery query) {
        return query.operator() instanceof CoreOperator || query.operator() instanceof CompositeOperator
                ? Verdict.yes("evaluated by its definition")
                : Verdict.no("no definition of " + query.operator().qualifiedName() + " here");
    }

    @Override
    public Executable compile(Partition partition) {
        return new Interpreted(partition);
    }

    private record Interpreted(Partition partition) implements Executable {
        @Override
        public void run(Invocation invocation) {
            Map<String, Value> inputs = new HashMap<>();
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

        @Override
        public void close() {}
    }

    @Override
    public void close() {}
}
