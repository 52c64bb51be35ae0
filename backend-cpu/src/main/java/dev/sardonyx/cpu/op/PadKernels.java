package dev.sardonyx.cpu.op;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.sardonyx.api.op.movement.Pad;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.Operands;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Padding in every mode: a table per axis says where each place comes from, and rows are copied by runs. */
final class PadKernels implements KernelFactory {
    @Override
    public @Nullable PreparedKernel prepare(BoundNode node, KernelContext context) {
        int bytes = Movement.bytes(node.inputType(0));
        Shape in = node.inputShape(0);
        Shape out = node.outputShape(0);
        int rank = in.rank();
        if (bytes == 0 || rank == 0 || in.elements() == 0) {
            return null;
        }
        long[] pads = Pad.allPads(rank, Movement.givenNumbers(node, 1), Movement.numbers(node, 3));
        Pad.Mode mode = ((Pad) node.operator()).mode();
        long[][] maps = new long[rank][];
        for (int axis = 0; axis < rank; axis++) {
            long first = Math.max(0, -pads[axis]);
            long kept = in.dim(axis) - first - Math.max(0, -pads[rank + axis]);
            long before = Math.max(0, pads[axis]);
            maps[axis] = new long[Math.toIntExact(out.dim(axis))];
            for (int i = 0; i < maps[axis].length; i++) {
                maps[axis][i] = source(mode, i - before, kept, first);
            }
        }
        return new Padding(context.parallel(), maps, in.strides(), out.elements(), node.has(2), bytes);
    }

    /** Where place {@code i}, counted from the first kept element, comes from along its axis; -1 for the constant. */
    private static long source(Pad.Mode mode, long i, long kept, long first) {
        if (i >= 0 && i < kept) {
            return first + i;
        }
        return switch (mode) {
            case CONSTANT -> -1;
            case EDGE -> first + (i < 0 ? 0 : kept - 1);
            case WRAP -> first + Math.floorMod(i, kept);
            case REFLECT -> {
                long at = kept == 1 ? 0 : Math.floorMod(i, 2 * (kept - 1));
                yield first + (at < kept ? at : 2 * (kept - 1) - at);
            }
        };
    }

    private record Padding(Parallel parallel, long[][] maps, long[] strides, long elements, boolean hasValue, int bytes)
            implements PreparedKernel {
        private static final long CHUNK = 32_768;

        @Override
        public void run(Operands o) {
            if (elements == 0) {
                return;
            }
            MemorySegment in = o.input(0);
            MemorySegment out = o.output(0);
            MemorySegment value = hasValue ? o.input(2) : MemorySegment.NULL;
            long length = maps[maps.length - 1].length;
            long perItem = Math.max(1, CHUNK / length);
            long rows = elements / length;
            parallel.forRange(Math.ceilDiv(rows, perItem), o.deadline(), (item, slot) -> {
                for (long row = item * perItem; row < Math.min(rows, (item + 1) * perItem); row++) {
                    row(row, in, value, out);
                }
            });
        }

        private void row(long row, MemorySegment in, MemorySegment value, MemorySegment out) {
            int last = maps.length - 1;
            long[] map = maps[last];
            long rest = row;
            long from = 0;
            boolean inside = true;
            for (int d = last - 1; d >= 0; d--) {
                long at = maps[d][(int) (rest % maps[d].length)];
                rest /= maps[d].length;
                inside &= at >= 0;
                from += at * strides[d];
            }
            long to = row * map.length;
            for (int i = 0; i < map.length; ) {
                int end = i + 1;
                boolean isValue = !inside || map[i] < 0;
                while (end < map.length && (isValue ? !inside || map[end] < 0 : map[end] == map[end - 1] + 1)) {
                    end++;
                }
                if (isValue) {
                    fill(out, to + i, end - i, value);
                } else {
                    MemorySegment.copy(in, (from + map[i]) * bytes, out, (to + i) * bytes, (long) (end - i) * bytes);
                }
                i = end;
            }
        }

        private void fill(MemorySegment out, long at, long count, MemorySegment value) {
            if (!hasValue) {
                out.asSlice(at * bytes, count * bytes).fill((byte) 0);
                return;
            }
            for (long i = 0; i < count * bytes; i++) {
                out.set(JAVA_BYTE, at * bytes + i, value.get(JAVA_BYTE, i % bytes));
            }
        }
    }
}
