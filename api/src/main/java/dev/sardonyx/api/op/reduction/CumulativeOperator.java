package dev.sardonyx.api.op.reduction;

import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostValues;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;

/**
 * The family of running totals along the axis in input 1: element i of the result joins elements 0 to i of the
 * input, or 0 to i-1 where {@link #exclusive}; from the end where {@link #reverse}. Integers wrap.
 */
public interface CumulativeOperator extends CoreOperator {
    /** How elements are joined. */
    enum Kind {
        SUM,
        PROD
    }

    /** The signature of a member. */
    static Signature signature(String name) {
        return Signature.of(name)
                .input("x", "T")
                .hostInput("axis", "T2")
                .output("y", "T")
                .where("T", Types.NUMERIC)
                .where("T2", Types.INDEX)
                .build();
    }

    Kind kind();

    /** Whether an element's own value is left out. */
    boolean exclusive();

    /** Whether totals run from the end. */
    boolean reverse();

    @Override
    default List<ValueType> infer(Inference in) {
        Tensor axis = HostValues.single(in, 1);
        SymbolicShape shape = in.shape(0);
        if (axis != null && shape != null) {
            Axes.normalize(in, axis.longAt(0), shape.rank());
        }
        return List.of(in.tensor(0));
    }

    @Override
    default List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        int at = Axes.normalize(in.tensor(1).longAt(0), x.shape().rank());
        long length = x.shape().dim(at);
        long inner = x.shape().elements(at + 1, x.shape().rank());
        long rows = length == 0 ? 0 : x.elements() / length;
        long step = reverse() ? -inner : inner;
        boolean floating = x.elementType().isFloating();
        boolean sum = kind() == Kind.SUM;
        for (long row = 0; row < rows; row++) {
            in.deadline().check();
            long place = row / inner * length * inner + row % inner + (reverse() ? (length - 1) * inner : 0);
            double total = sum ? 0 : 1;
            long whole = sum ? 0 : 1;
            for (long i = 0; i < length; i++, place += step) {
                double before = total;
                long wholeBefore = whole;
                if (floating) {
                    total = sum ? total + x.doubleAt(place) : total * x.doubleAt(place);
                    y.setDouble(place, exclusive() ? before : total);
                } else {
                    whole = sum ? whole + x.longAt(place) : whole * x.longAt(place);
                    y.setLong(place, exclusive() ? wholeBefore : whole);
                }
            }
        }
        return List.of(y);
    }
}
