package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.contraction.MatMul;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which family has which kernels. A core operator without one is evaluated by its definition; a composite without one
 * is decomposed before it comes here.
 */
public final class KernelTable {
    private record Row(Class<?> family, KernelFactory factory) {}

    private static final List<Row> ROWS = rows();

    private KernelTable() {}

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(MatMul.class, new MatMulKernels()));
        return rows;
    }

    private static @Nullable KernelFactory find(Operator operator) {
        for (Row row : ROWS) {
            if (row.family.isInstance(operator)) {
                return row.factory;
            }
        }
        return null;
    }

    /** Whether the backend runs a composite as a whole. */
    public static boolean claims(CompositeOperator operator) {
        return find(operator) != null;
    }

    /** Whether there are kernels for an operator, for some of its types at least. */
    public static boolean hasKernels(Operator operator) {
        return find(operator) != null;
    }

    /** The kernel for a node: its family's, or else its definition. */
    public static PreparedKernel prepare(BoundNode node, KernelContext context) {
        KernelFactory factory = find(node.operator());
        PreparedKernel kernel = factory == null ? null : factory.prepare(node, context);
        return kernel == null ? new DefinitionKernel(node, context.limits()) : kernel;
    }
}
