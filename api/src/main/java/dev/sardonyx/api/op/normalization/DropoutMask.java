package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which elements of {@code data} a {@link Dropout} keeps: each with probability 1 - ratio in training, else all. Not an
 * operator of ONNX; Dropout decomposes into it.
 *
 * @param seed where the random numbers start, or null for different ones in every run
 */
public record DropoutMask(@Nullable Long seed) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("dev.sardonyx", "DropoutMask")
            .input("data", "T")
            .input("ratio", "T1")
            .input("training_mode", "T2")
            .output("mask", "T2")
            .where("T", Types.FLOATING)
            .where("T1", Types.FLOATING)
            .where("T2", Types.BOOL)
            .build();

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public boolean isDeterministic() {
        return seed != null;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(ElementType.BOOL, in.shape(0)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor mask = in.allocateOutput(0);
        boolean training = in.tensor(2).booleanAt(0);
        double ratio = in.tensor(1).doubleAt(0);
        if (training && !(ratio >= 0 && ratio < 1)) {
            throw in.fail("ratio: expected 0 or more and below 1, found " + ratio);
        }
        SplittableRandom random = seed == null ? new SplittableRandom() : new SplittableRandom(seed);
        for (long i = 0; i < mask.elements(); i++) {
            mask.setLong(i, !training || random.nextDouble() >= ratio ? 1 : 0);
        }
        return List.of(mask);
    }
}
