package dev.sardonyx.cpu.op;

import dev.sardonyx.api.spi.NodeQuery;
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
}
