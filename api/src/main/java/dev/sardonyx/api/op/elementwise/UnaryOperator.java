package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/** The family y = f(x), element by element. A backend implements it once, by {@link #kind}. */
public interface UnaryOperator extends CoreOperator {
    /** How many elements are computed between two looks at the deadline. */
    int ELEMENTS_PER_CHECK = 65_536;

    /** The functions of the family. */
    enum Kind {
        ABS,
        ACOS,
        ACOSH,
        ASIN,
        ASINH,
        ATAN,
        ATANH,
        BITWISE_NOT,
        CEIL,
        COS,
        COSH,
        ERF,
        EXP,
        FLOOR,
        IS_INF,
        IS_NAN,
        LOG,
        NEG,
        NOT,
        RECIPROCAL,
        ROUND,
        SIGMOID,
        SIGN,
        SIN,
        SINH,
        SQRT,
        TAN,
        TANH
    }

    Kind kind();

    /** f of a floating-point element, in float64. Kinds of integers or bools alone have none. */
    default double apply(double x) {
        throw new IllegalStateException(name() + " takes no floating-point elements");
    }

    /** f of an integer or bool element of type {@code type}. Kinds of floating-point elements alone have none. */
    default long apply(long x, ElementType type) {
        throw new IllegalStateException(name() + " takes no integers");
    }

    /** The element type of the result. */
    default ElementType resultType(ElementType type) {
        return type;
    }

    @Override
    default List<ValueType> infer(Inference in) {
        return List.of(new TensorType(resultType(in.elementType(0)), in.shape(0)));
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        boolean floating = x.elementType().isFloating();
        for (long i = 0; i < x.elements(); i++) {
            if (i % ELEMENTS_PER_CHECK == 0) {
                in.deadline().check();
            }
            if (floating) {
                y.setDouble(i, apply(x.doubleAt(i)));
            } else {
                y.setLong(i, apply(x.longAt(i), x.elementType()));
            }
        }
        return List.of(y);
    }
}
