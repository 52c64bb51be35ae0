package dev.sardonyx.api.op.normalization;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Identity;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.GreaterOrEqual;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Not;
import dev.sardonyx.api.op.elementwise.Or;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.elementwise.Where;
import dev.sardonyx.api.op.generation.ConstantOfShape;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.op.random.RandomUniformLike;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * output = data where {@code training_mode} is false or left out. In training each element becomes 0 with probability
 * {@code ratio} (0.5 where left out), the others are divided by 1 - ratio; {@code mask} tells which were kept. Source:
 * ONNX Dropout-22.
 *
 * @param seed where the random numbers start, or null for different ones in every run
 */
public record Dropout(@Nullable Long seed) implements CompositeOperator {
    private static final Signature SIGNATURE = Signature.of("Dropout")
            .input("data", "T")
            .optionalHostInput("ratio", "T1")
            .optionalHostInput("training_mode", "T2")
            .output("output", "T")
            .optionalOutput("mask", "T2")
            .where("T", Types.FLOATING)
            .where("T1", Types.FLOATING)
            .where("T2", Types.BOOL)
            .build();

    /** Different random numbers in every run. */
    public Dropout() {
        this(null);
    }

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
        requireSingle(in, 1, "ratio");
        requireSingle(in, 2, "training_mode");
        Tensor ratio = in.constant(1);
        if (ratio != null && !(ratio.doubleAt(0) >= 0 && ratio.doubleAt(0) < 1)) {
            throw in.fail("ratio: expected 0 or more and below 1, found " + ratio.doubleAt(0));
        }
        return List.of(in.tensor(0), new TensorType(ElementType.BOOL, in.shape(0)));
    }

    private static void requireSingle(Inference in, int i, String name) {
        SymbolicShape shape = in.has(i) ? in.shape(i) : null;
        if (shape != null
                && shape.rank() != 0
                && !(shape.rank() == 1 && shape.dim(0).is(1))) {
            throw in.fail(name + ": expected one value, found " + shape);
        }
    }

    @Override
    public List<Ref> decompose(Decomposition d) {
        Ref x = d.input(0);
        Tensor training = d.constant(2);
        if (!d.has(2) || (training != null && !training.booleanAt(0))) {
            Ref same = d.emit(new Identity(), x);
            if (!d.wants(1)) {
                return List.of(same);
            }
            return List.of(same, d.emit(new ConstantOfShape(Tensor.ofBooleans(one(), true)), d.emit(new Shape(), x)));
        }
        ElementType type = Precision.of(x.elementType());
        Ref ratio = d.has(1) ? Precision.cast(d, d.input(1), type) : d.scalar(type, 0.5);
        Float start = seed == null ? null : (float) seed.longValue();
        Ref uniform = d.emit(new RandomUniformLike(0, 1, start, type), x);
        Ref chosen = d.emit(new GreaterOrEqual(), uniform, ratio);
        Ref mask = d.emit(new Or(), chosen, d.emit(new Not(), d.input(2)));
        Ref kept = d.emit(new Sub(), d.scalar(type, 1), ratio);
        Ref weight = d.emit(new Where(), d.input(2), d.emit(new Div(), d.scalar(type, 1), kept), d.scalar(type, 1));
        Ref scaled = d.emit(new Mul(), Precision.cast(d, x, type), weight);
        Ref y = d.emit(new Where(), mask, scaled, d.scalar(type, 0));
        return List.of(Precision.cast(d, y, x.elementType()), mask);
    }

    private static dev.sardonyx.api.tensor.Shape one() {
        return dev.sardonyx.api.tensor.Shape.of(1);
    }
}
