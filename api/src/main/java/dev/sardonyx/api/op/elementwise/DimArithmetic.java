package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.tensor.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Arithmetic on integers that stand for dimensions, as exporters write it. */
final class DimArithmetic {
    private DimArithmetic() {}

    /** {@code f} of both inputs, element by element; one of them may be a single element. Null where unknown. */
    static @Nullable List<Dim> zip(Inference in, BinaryOperator<Dim> f) {
        List<Dim> a = in.dims(0);
        List<Dim> b = in.dims(1);
        if (a == null || b == null || (a.size() != b.size() && a.size() != 1 && b.size() != 1)) {
            return null;
        }
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            result.add(f.apply(a.get(a.size() == 1 ? 0 : i), b.get(b.size() == 1 ? 0 : i)));
        }
        return result;
    }
}
