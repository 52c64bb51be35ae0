package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Broadcasting;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.IndexWalk;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The family z = f(x, y), element by element with multidirectional broadcasting. Variadic members (Max, Min)
 * fold from the left. A backend implements it once, by {@link #kind}.
 */
public interface BinaryOperator extends CoreOperator {
    /** The functions of the family. */
    enum Kind {
        ADD,
        AND,
        BITWISE_AND,
        BITWISE_OR,
        BITWISE_XOR,
        DIV,
        EQUAL,
        FMOD,
        GREATER,
        GREATER_OR_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        MAX,
        MIN,
        MOD,
        MUL,
        OR,
        POW,
        PRELU,
        SHIFT_LEFT,
        SHIFT_RIGHT,
        SUB,
        XOR
    }

    Kind kind();

    /** f of two floating-point elements, in float64. Kinds of integers or bools alone have none. */
    default double apply(double x, double y) {
        throw new IllegalStateException(name() + " takes no floating-point elements");
    }

    /**
     * f of two integer or bool elements; overflow wraps. Kinds of floating-point elements alone have none.
     *
     * @param type the element type of {@code x}
     * @throws ArithmeticException where the integers have no result, as in division by zero
     */
    default long apply(long x, long y, ElementType type) {
        throw new IllegalStateException(name() + " takes no integers");
    }

    /** The element type of the result. */
    default ElementType resultType(ElementType type) {
        return type;
    }

    @Override
    default List<ValueType> infer(Inference in) {
        return List.of(new TensorType(resultType(in.elementType(0)), Broadcasting.infer(in, 0)));
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor result = in.tensor(0);
        for (int k = 1; k < in.inputCount(); k++) {
            result = fold(in, result, in.tensor(k));
        }
        return List.of(result);
    }

    private Tensor fold(Evaluation in, Tensor x, Tensor y) {
        Tensor z = Tensor.allocate(in.outputElementType(0), in.outputShape(0));
        ElementType type = x.elementType();
        boolean floating = type.isFloating() || y.elementType().isFloating();
        IndexWalk walk = new IndexWalk(
                z.shape(), Broadcasting.strides(x.shape(), z.shape()), Broadcasting.strides(y.shape(), z.shape()));
        for (long i = 0; i < z.elements(); i++) {
            if (i % UnaryOperator.ELEMENTS_PER_CHECK == 0) {
                in.deadline().check();
            }
            if (floating) {
                z.setDouble(i, apply(x.doubleAt(walk.offset(0)), y.doubleAt(walk.offset(1))));
            } else {
                z.setLong(i, apply(x.longAt(walk.offset(0)), y.longAt(walk.offset(1)), type));
            }
            walk.next();
        }
        return z;
    }
}
