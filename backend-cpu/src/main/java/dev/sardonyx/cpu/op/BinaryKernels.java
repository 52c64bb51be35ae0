package dev.sardonyx.cpu.op;

import dev.sardonyx.api.op.elementwise.BinaryOperator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.kernel.Binary;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * z = f(x, y) with broadcasting: a vector loop over runs for the common functions of float32, blocks of doubles or
 * longs for all others. Variadic members fold into the output from the left.
 */
final class BinaryKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        BinaryOperator operator = (BinaryOperator) node.operator();
        int count = node.inputCount();
        if (count == 1) {
            return new CopyKernels().prepare(node, context);
        }
        BroadcastRuns[] folds = new BroadcastRuns[count - 1];
        Shape out = node.outputShape(0);
        for (int k = 1; k < count; k++) {
            folds[k - 1] = BroadcastRuns.of(out, k == 1 ? node.inputShape(0) : out, node.inputShape(k));
        }
        ElementType x = node.inputType(0);
        ElementType y = node.inputType(1);
        ElementType z = node.outputType(0);
        Binary kind = kind(operator.kind());
        if (kind != null && x == ElementType.FLOAT && y == ElementType.FLOAT && z == ElementType.FLOAT) {
            return new Floats(context, kind, kind == Binary.POW && isTwo(node.constant(1)), folds);
        }
        boolean toLongs = ElementBlocks.areLongs(z);
        boolean toDoubles = ElementBlocks.areDoubles(z);
        if (ElementBlocks.areLongs(x) && ElementBlocks.areLongs(y) && toLongs) {
            return new Longs(context, operator, folds, x, y, z, new DefinitionKernel(node, context.limits()));
        }
        boolean isPair = ElementBlocks.areDoubles(x) && ElementBlocks.areDoubles(y) && count == 2;
        return isPair && (toLongs || toDoubles) ? new Doubles(context, operator, folds[0], x, y, z) : null;
    }

    private static boolean isTwo(@Nullable Tensor exponent) {
        return exponent != null && exponent.elements() == 1 && exponent.doubleAt(0) == 2;
    }

    private static @Nullable Binary kind(BinaryOperator.Kind kind) {
        return switch (kind) {
            case ADD -> Binary.ADD;
            case SUB -> Binary.SUB;
            case MUL -> Binary.MUL;
            case DIV -> Binary.DIV;
            case MIN -> Binary.MIN;
            case MAX -> Binary.MAX;
            case POW -> Binary.POW;
            default -> null;
        };
    }

    private record Floats(KernelContext context, Binary kind, boolean square, BroadcastRuns[] folds)
            implements PreparedKernel {
        @Override
        public void run(Operands o) {
            MemorySegment out = o.output(0);
            for (int k = 0; k < folds.length; k++) {
                MemorySegment x = k == 0 ? o.input(0) : out;
                MemorySegment y = o.input(k + 1);
                int xStep = folds[k].step(0);
                int yStep = folds[k].step(1);
                folds[k].run(context.parallel(), o.deadline(), (at, to, count) -> {
                    if (square) {
                        context.kernels().binary(Binary.MUL, x, at[0], xStep, x, at[0], xStep, out, to, count);
                    } else {
                        context.kernels().binary(kind, x, at[0], xStep, y, at[1], yStep, out, to, count);
                    }
                });
            }
        }
    }

    private record Longs(
            KernelContext context,
            BinaryOperator operator,
            BroadcastRuns[] folds,
            ElementType x,
            ElementType y,
            ElementType z,
            PreparedKernel definition)
            implements PreparedKernel {
        @Override
        public void run(Operands o) {
            try {
                fold(o);
            } catch (ArithmeticException e) {
                // Such as a division by zero: the definition finds the element again and says so.
                definition.run(o);
                throw e;
            }
        }

        private void fold(Operands o) {
            MemorySegment out = o.output(0);
            for (int k = 0; k < folds.length; k++) {
                BroadcastRuns runs = folds[k];
                MemorySegment a = k == 0 ? o.input(0) : out;
                MemorySegment b = o.input(k + 1);
                runs.run(context.parallel(), o.deadline(), (at, to, count) -> {
                    ElementBlocks blocks = ElementBlocks.ofThread();
                    for (long i = 0; i < count; i += ElementBlocks.SIZE) {
                        int some = (int) Math.min(ElementBlocks.SIZE, count - i);
                        ElementBlocks.load(x, a, at[0] + i * runs.step(0), runs.step(0), some, blocks.x);
                        ElementBlocks.load(y, b, at[1] + i * runs.step(1), runs.step(1), some, blocks.y);
                        apply(blocks, some);
                        ElementBlocks.store(blocks.z, some, z, out, to + i);
                    }
                });
            }
        }

        private void apply(ElementBlocks blocks, int count) {
            long[] p = blocks.x;
            long[] q = blocks.y;
            long[] r = blocks.z;
            switch (operator.kind()) {
                case ADD -> {
                    for (int i = 0; i < count; i++) {
                        r[i] = p[i] + q[i];
                    }
                }
                case SUB -> {
                    for (int i = 0; i < count; i++) {
                        r[i] = p[i] - q[i];
                    }
                }
                case MUL -> {
                    for (int i = 0; i < count; i++) {
                        r[i] = p[i] * q[i];
                    }
                }
                case EQUAL -> {
                    for (int i = 0; i < count; i++) {
                        r[i] = p[i] == q[i] ? 1 : 0;
                    }
                }
                default -> {
                    for (int i = 0; i < count; i++) {
                        r[i] = operator.apply(p[i], q[i], x);
                    }
                }
            }
        }
    }

    private record Doubles(
            KernelContext context,
            BinaryOperator operator,
            BroadcastRuns runs,
            ElementType x,
            ElementType y,
            ElementType z)
            implements PreparedKernel {
        @Override
        public void run(Operands o) {
            MemorySegment a = o.input(0);
            MemorySegment b = o.input(1);
            MemorySegment out = o.output(0);
            boolean toDoubles = ElementBlocks.areDoubles(z);
            runs.run(context.parallel(), o.deadline(), (at, to, count) -> {
                ElementBlocks blocks = ElementBlocks.ofThread();
                for (long i = 0; i < count; i += ElementBlocks.SIZE) {
                    int some = (int) Math.min(ElementBlocks.SIZE, count - i);
                    ElementBlocks.load(x, a, at[0] + i * runs.step(0), runs.step(0), some, blocks.u);
                    ElementBlocks.load(y, b, at[1] + i * runs.step(1), runs.step(1), some, blocks.v);
                    for (int j = 0; j < some; j++) {
                        blocks.w[j] = operator.apply(blocks.u[j], blocks.v[j]);
                    }
                    if (toDoubles) {
                        ElementBlocks.store(blocks.w, some, z, out, to + i);
                    } else {
                        for (int j = 0; j < some; j++) {
                            blocks.z[j] = (long) blocks.w[j];
                        }
                        ElementBlocks.store(blocks.z, some, z, out, to + i);
                    }
                }
            });
        }
    }
}
