package dev.sardonyx.cpu.op;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Interpreter;
import dev.sardonyx.api.graph.MemoryBudget;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates a node by its operator's own definition: right for every type, slow. */
final class DefinitionKernel implements PreparedKernel {
    private final BoundNode node;
    private final Limits limits;

    DefinitionKernel(BoundNode node, Limits limits) {
        this.node = node;
        this.limits = limits;
    }

    @Override
    public boolean reads(int i) {
        return node.constant(i) == null;
    }

    @Override
    public void run(Operands operands) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputCount(); i++) {
            if (!node.has(i)) {
                inputs.add(null);
                continue;
            }
            Tensor constant = node.constant(i);
            inputs.add(
                    constant != null
                            ? constant
                            : Tensor.of(node.inputType(i), node.inputShape(i), exact(operands.input(i), i)));
        }
        Interpreter interpreter = new Interpreter(limits, operands.deadline(), new MemoryBudget(Long.MAX_VALUE), null);
        List<Value> results = interpreter.evaluate(node.node(), inputs);
        for (int k = 0; k < node.node().outputs().size(); k++) {
            if (node.wants(k)) {
                MemorySegment.copy(
                        ((Tensor) results.get(k)).data(),
                        0,
                        operands.output(k),
                        0,
                        node.outputType(k).bytes(node.outputShape(k).elements()));
            }
        }
    }

    private MemorySegment exact(MemorySegment segment, int i) {
        return segment.asSlice(0, node.inputType(i).bytes(node.inputShape(i).elements()));
    }
}
