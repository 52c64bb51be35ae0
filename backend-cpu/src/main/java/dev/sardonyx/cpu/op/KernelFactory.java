package dev.sardonyx.cpu.op;

import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** Prepares nodes of one family. */
@FunctionalInterface
public interface KernelFactory {
    /** The kernel for a node, or null where the family has none for its types and attributes. */
    @Nullable
    PreparedKernel prepare(BoundNode node, KernelContext context);

    /** Whether a composite node surely gets a kernel, as far as types are known; it is decomposed if not. */
    default boolean claims(NodeQuery query) {
        return true;
    }

    /** Whether an input is known to be a float32 tensor. */
    static boolean isFloat(NodeQuery query, int input) {
        TensorType type = query.tensorType(input);
        return type != null && type.elementType() == ElementType.FLOAT;
    }

    /** The shape of an input as far as it is known, or null. */
    static @Nullable SymbolicShape shape(NodeQuery query, int input) {
        TensorType type = query.tensorType(input);
        return type == null ? null : type.shape();
    }
}
