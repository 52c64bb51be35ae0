package dev.sardonyx.api.op.control;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.op.TypeJoin;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The outputs of {@code thenBranch} where the one element of {@code cond} is true, else those of {@code
 * elseBranch}. The branches take no inputs; they read values of the graphs around them. Only the taken branch
 * runs. Outputs may differ in shape between the branches, but not in element type. Source: ONNX If-25.
 *
 * @param thenBranch runs where the condition is true
 * @param elseBranch runs where the condition is false
 */
public record If(Subgraph thenBranch, Subgraph elseBranch) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("If")
            .hostInput("cond", "B")
            .variadicOutput("outputs", "V*")
            .where("B", Types.BOOL)
            .build();

    public If {
        Bodies.check(thenBranch.inputCount() == 0, "then_branch takes no inputs", thenBranch.inputCount());
        Bodies.check(elseBranch.inputCount() == 0, "else_branch takes no inputs", elseBranch.inputCount());
        Bodies.check(
                thenBranch.outputCount() == elseBranch.outputCount(),
                "else_branch has the " + thenBranch.outputCount() + " outputs of then_branch",
                elseBranch.outputCount());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Subgraph> subgraphs() {
        return List.of(thenBranch, elseBranch);
    }

    @Override
    public List<ValueType> infer(Inference in) {
        Bodies.checkOne(in, 0, "cond");
        Tensor cond = in.constant(0);
        if (cond != null) {
            return in.inferBody(cond.booleanAt(0) ? thenBranch : elseBranch, List.of());
        }
        List<ValueType> a = in.inferBody(thenBranch, List.of());
        List<ValueType> b = in.inferBody(elseBranch, List.of());
        List<ValueType> result = new ArrayList<>();
        for (int k = 0; k < a.size(); k++) {
            int output = k;
            ValueType type = TypeJoin.join(a.get(k), b.get(k), axis -> in.unknownDim(output, axis));
            if (type == null) {
                throw in.fail("output " + k + ": expected the same type from both branches, found " + a.get(k)
                        + " from then_branch and " + b.get(k) + " from else_branch");
            }
            result.add(type);
        }
        return result;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        return in.runBody(Bodies.flag(in, in.value(0), "cond") ? thenBranch : elseBranch, List.of());
    }
}
