package dev.sardonyx.cpu.op;

import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import org.jspecify.annotations.Nullable;

/** Prepares nodes of one family. */
@FunctionalInterface
public interface KernelFactory {
    /** The kernel for a node, or null where the family has none for its types and attributes. */
    @Nullable
    PreparedKernel prepare(BoundNode node, KernelContext context);
}
