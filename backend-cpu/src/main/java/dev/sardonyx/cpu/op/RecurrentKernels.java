package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.recurrent.Activation.Function;
import dev.sardonyx.api.op.recurrent.RecurrentOperator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LSTM and GRU on float32 as most models have them: constant weights, the default activations, time before batch, all
 * sequences of full length.
 */
final class RecurrentKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        RecurrentOperator operator = (RecurrentOperator) node.operator();
        Shape x = node.inputShape(0);
        boolean fits = operator.kind() != RecurrentOperator.Kind.RNN
                && node.inputType(0) == ElementType.FLOAT
                && node.constant(1) != null
                && node.constant(2) != null
                && (!node.has(3) || node.constant(3) != null)
                && !node.has(4)
                && !node.has(7)
                && operator.layout() == 0
                && (operator.clip() == null || operator.clip() == 0)
                && !operator.inputForget()
                && x.elements() > 0;
        for (int d = 0; d < operator.direction().count() && fits; d++) {
            List<Function> functions = operator.activations(d).stream()
                    .map(dev.sardonyx.api.op.recurrent.Activation::function)
                    .toList();
            List<Function> usual = List.of(Function.SIGMOID, Function.TANH, Function.TANH);
            fits = functions.equals(usual.subList(0, functions.size()));
        }
        return fits ? RecurrentLayer.of(node, operator, context) : null;
    }
}
