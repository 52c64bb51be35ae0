package dev.sardonyx.onnxruntime;

import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.TensorType;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What ONNX Runtime 1.29 loads, but then computes otherwise than ONNX says, or not at all. */
final class Deviations {
    private record Row(String operator, Predicate<NodeQuery> applies, String reason) {}

    private static final List<Row> ROWS = List.of(
            new Row("ConvInteger", query -> !isSingle(query, 3), "it takes one w_zero_point for all channels only"),
            new Row(
                    "MaxUnpool",
                    query -> query.has(2),
                    "it places values by the shape it infers, not by output_shape"));

    private Deviations() {}

    /** What it does otherwise with this node, or null. */
    static @Nullable String of(NodeQuery query) {
        for (Row row : ROWS) {
            if (row.operator.equals(query.operator().qualifiedName()) && row.applies.test(query)) {
                return row.reason;
            }
        }
        return null;
    }

    private static boolean isSingle(NodeQuery query, int input) {
        TensorType type = query.tensorType(input);
        return !query.has(input)
                || (type != null
                        && type.shape() != null
                        && type.shape().dims().stream().allMatch(dim -> dim.is(1)));
    }
}
