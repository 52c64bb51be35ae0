package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.elementwise.UnaryOperator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.cpu.kernel.Activation;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.kernel.Unary;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** y = f(x): a vector loop for the common functions of float32, blocks of doubles or longs for all others. */
final class UnaryKernels implements KernelFactory {
    private static final long CHUNK = 16_384;

    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        UnaryOperator operator = (UnaryOperator) node.operator();
        ElementType from = node.inputType(0);
        ElementType to = node.outputType(0);
        long count = node.outputShape(0).elements();
        Unary kind = kind(operator.kind());
        if (kind != null && from == ElementType.FLOAT && to == ElementType.FLOAT) {
            Activation f = new Activation(kind, 0, 0);
            return o -> context.elementwise().unary(f, o.input(0), 0, o.output(0), 0, count, o.deadline());
        }
        boolean toLongs = ElementBlocks.areLongs(to);
        boolean toDoubles = ElementBlocks.areDoubles(to);
        if (ElementBlocks.areDoubles(from) && (toLongs || toDoubles)) {
            return new Blocks(context.parallel(), operator, from, to, count, true);
        }
        if (ElementBlocks.areLongs(from) && toLongs) {
            return new Blocks(context.parallel(), operator, from, to, count, false);
        }
        return null;
    }

    /** The vector loop for a function, or null. */
    static @Nullable Unary kind(UnaryOperator.Kind kind) {
        return switch (kind) {
            case ABS -> Unary.ABS;
            case CEIL -> Unary.CEIL;
            case COS -> Unary.COS;
            case ERF -> Unary.ERF;
            case EXP -> Unary.EXP;
            case FLOOR -> Unary.FLOOR;
            case LOG -> Unary.LOG;
            case NEG -> Unary.NEG;
            case RECIPROCAL -> Unary.RECIPROCAL;
            case ROUND -> Unary.ROUND;
            case SIGMOID -> Unary.SIGMOID;
            case SIN -> Unary.SIN;
            case SQRT -> Unary.SQRT;
            case TANH -> Unary.TANH;
            default -> null;
        };
    }

    private record Blocks(
            Parallel parallel, UnaryOperator operator, ElementType from, ElementType to, long count, boolean floating)
            implements PreparedKernel {
        @Override
        public void run(Operands o) {
            MemorySegment in = o.input(0);
            MemorySegment out = o.output(0);
            parallel.forRange(Math.ceilDiv(count, CHUNK), o.deadline(), (item, slot) -> {
                long end = Math.min(count, (item + 1) * CHUNK);
                for (long at = item * CHUNK; at < end; at += ElementBlocks.SIZE) {
                    block(in, out, at, (int) Math.min(ElementBlocks.SIZE, end - at));
                }
            });
        }

        private void block(MemorySegment in, MemorySegment out, long at, int some) {
            ElementBlocks blocks = ElementBlocks.ofThread();
            if (!floating) {
                ElementBlocks.load(from, in, at, 1, some, blocks.x);
                for (int i = 0; i < some; i++) {
                    blocks.z[i] = operator.apply(blocks.x[i], from);
                }
                ElementBlocks.store(blocks.z, some, to, out, at);
                return;
            }
            ElementBlocks.load(from, in, at, 1, some, blocks.u);
            if (ElementBlocks.areDoubles(to)) {
                for (int i = 0; i < some; i++) {
                    blocks.w[i] = operator.apply(blocks.u[i]);
                }
                ElementBlocks.store(blocks.w, some, to, out, at);
            } else {
                for (int i = 0; i < some; i++) {
                    blocks.z[i] = (long) operator.apply(blocks.u[i]);
                }
                ElementBlocks.store(blocks.z, some, to, out, at);
            }
        }
    }
}
