package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Decomposition;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.function.Function;

/** A composite whose output has the type of its first input. */
interface Activation extends CompositeOperator {
    @Override
    default List<ValueType> infer(Inference in) {
        return List.of(in.tensor(0));
    }

    /** The formula of input 0; of 16 bits and fewer in FLOAT, so that the result is rounded once. */
    static List<Ref> inFloat(Decomposition d, Function<Ref, Ref> formula) {
        Ref x = d.input(0);
        ElementType type = x.elementType();
        if (type.bits() > 16) {
            return List.of(formula.apply(x));
        }
        Ref y = formula.apply(d.emit(new Cast(ElementType.FLOAT), x));
        return List.of(d.emit(new Cast(type), y));
    }
}
