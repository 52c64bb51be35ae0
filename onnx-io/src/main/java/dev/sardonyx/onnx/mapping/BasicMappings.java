package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Identity;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.elementwise.Sqrt;
import dev.sardonyx.api.op.movement.Reshape;
import dev.sardonyx.api.op.movement.Shape;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identity, constants, and the first operators that everything else was built along. */
final class BasicMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.readOnly("", "Constant", BasicMappings::constant, 1, 9, 11, 12, 13, 19, 21, 23, 24, 25);
        rows.row("Identity", Identity.class, 1, 13, 14, 16, 19, 21, 23, 24, 25).plain(Identity::new);
        rows.row("Sqrt", Sqrt.class, 1, 6, 13).plain(Sqrt::new);
        rows.row("Relu", Relu.class, 1, 6, 13, 14).plain(Relu::new);
        rows.row("MatMul", MatMul.class, 1, 9, 13).plain(MatMul::new);
        rows.row("Shape", Shape.class, 1, 13, 15, 19, 21, 23, 24, 25)
                .read(in -> new Shape(in.integer("start", 0), in.integerOrNull("end")))
                .write((op, out) -> {
                    if (out.version() < 15 && (op.start() != 0 || op.end() != null)) {
                        out.cannot("Shape takes start and end from operator set 15 on");
                    }
                    out.attribute("start", op.start(), 0);
                    if (op.end() != null) {
                        out.attribute("end", op.end());
                    }
                });
        rows.row("Reshape", Reshape.class, 1, 5, 13, 14, 19, 21, 23, 24, 25)
                .read(in -> {
                    if (in.version() < 5) {
                        in.attributeToInput("shape", 1);
                    }
                    return new Reshape(in.flag("allowzero", false));
                })
                .write((op, out) -> {
                    if (out.version() < 5) {
                        out.inputToAttribute(1, "shape");
                    }
                    if (out.version() < 14 && op.allowZero()) {
                        out.cannot("Reshape takes allowzero from operator set 14 on");
                    }
                    out.flag("allowzero", op.allowZero(), false);
                });
    }

    /** A node that makes a constant: it becomes a constant of the graph. */
    private static @Nullable Operator constant(NodeReader in) {
        Tensor value = in.tensorOrNull("value");
        if (value == null && in.has("value_float")) {
            value = Tensor.scalar(ElementType.FLOAT, in.real("value_float", 0));
        } else if (value == null && in.has("value_int")) {
            value = Tensor.scalar(in.integer("value_int"));
        } else if (value == null && in.has("value_string")) {
            value = Tensor.ofStrings(dev.sardonyx.api.tensor.Shape.SCALAR, in.text("value_string", ""));
        } else if (value == null && in.has("value_floats")) {
            List<Float> reals = in.reals("value_floats");
            float[] values = new float[reals.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = reals.get(i);
            }
            value = Tensor.ofFloats(dev.sardonyx.api.tensor.Shape.of(values.length), values);
        } else if (value == null && in.has("value_ints")) {
            value = Tensor.ofInt64(in.integers("value_ints").stream()
                    .mapToLong(Long::longValue)
                    .toArray());
        } else if (value == null && in.has("value_strings")) {
            String[] texts = in.texts("value_strings").toArray(new String[0]);
            value = Tensor.ofStrings(dev.sardonyx.api.tensor.Shape.of(texts.length), texts);
        } else if (value == null && in.has("sparse_value")) {
            throw in.unsupported("a sparse constant");
        }
        if (value == null) {
            throw in.invalid("a Constant has exactly one value attribute, found none");
        }
        in.constantOutput(value);
        return null;
    }
}
