package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * output = input as elements of type {@code to}. Source: ONNX Cast-25. One rounding.
 *
 * <p>Where ONNX leaves it open: floating types become integers toward zero, saturating, NaN as 0; of those, integers of
 * 4 and 2 bits keep the low bits, as ONNX's test data have it. Integers keep their low bits in narrower ones. Anything
 * but zero is true. Numbers become strings as in {@link NumberText}, and
 * a string that is no number is an error.
 *
 * @param to the element type of the output
 * @param saturate whether what is too large for an 8-bit floating type becomes its largest number
 * @param roundMode how to round to FLOAT8E8M0
 */
public record Cast(ElementType to, boolean saturate, RoundMode roundMode) implements CoreOperator {
    /** Rounding to a power of two. */
    public enum RoundMode {
        /** To the nearest above. */
        UP,
        /** To the nearest below. */
        DOWN,
        /** To the nearest; half way between two, to the one above. */
        NEAREST
    }

    private static final Signature SIGNATURE = Signature.of("Cast")
            .input("input", "T1")
            .output("output", "T2")
            .where("T1", Types.union(Types.NUMERIC_OR_BOOL, Types.STRING))
            .where("T2", Types.union(Types.NUMERIC_OR_BOOL, Types.STRING))
            .build();

    public Cast {
        if (to.kind() == ElementType.Kind.COMPLEX) {
            throw new ModelInvalidException("to: expected a type that is not complex, found " + to);
        }
    }

    /** Saturates and rounds up, as ONNX does by default. */
    public Cast(ElementType to) {
        this(to, true, RoundMode.UP);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(to, in.shape(0)));
    }

    @Override
    public @Nullable List<Dim> inferDims(Inference in) {
        return Types.INDEX.contains(to) && Types.INDEX.contains(in.elementType(0)) ? in.dims(0) : null;
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        if (x.elementType() == to) {
            return List.of(x);
        }
        Tensor y = in.allocateOutput(0);
        Conversion conversion = new Conversion(this, x.elementType());
        for (long i = 0; i < x.elements(); i++) {
            if (i % UnaryOperator.ELEMENTS_PER_CHECK == 0) {
                in.deadline().check();
            }
            try {
                conversion.convert(x, y, i);
            } catch (NumberFormatException e) {
                throw in.fail("element " + i + " is no number of type " + to + ": " + e.getMessage());
            }
        }
        return List.of(y);
    }
}
