package dev.sardonyx.cpu.op;

import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.kernel.StridedCopy;
import dev.sardonyx.cpu.plan.BoundNode;
import dev.sardonyx.cpu.plan.PreparedKernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What the operators that move elements have in common. */
final class Movement {
    /** Elements of a work item. */
    private static final long CHUNK = 32_768;

    private Movement() {}

    /** The size of elements that the copy loops know, or 0: 1, 2, 4 or 8 bytes. */
    static int bytes(ElementType type) {
        return switch (type.bits()) {
            case 8 -> 1;
            case 16 -> 2;
            case 32 -> 4;
            case 64 -> 8;
            default -> 0;
        };
    }

    /** The elements of an integer input that is known when a plan is made; null where it is omitted. */
    static long @Nullable [] numbers(BoundNode node, int input) {
        if (!node.has(input)) {
            return null;
        }
        Tensor value = node.constant(input);
        if (value == null) {
            throw new IllegalStateException("input " + input + " of " + node.node() + " is not known");
        }
        return value.toLongs();
    }

    /** As {@link #numbers}, for an input that must be given. */
    static long[] givenNumbers(BoundNode node, int input) {
        long[] numbers = numbers(node, input);
        if (numbers == null) {
            throw new IllegalStateException("input " + input + " of " + node.node() + " is omitted");
        }
        return numbers;
    }

    /** Copies input 0 to output 0 as {@link StridedCopy#copy} does, in several threads where it is long. */
    static PreparedKernel copy(
            Parallel parallel,
            long fromOffset,
            long[] fromStrides,
            long toOffset,
            long[] toStrides,
            long[] sizes,
            int elementBytes) {
        return o -> copy(
                parallel,
                o.deadline(),
                o.input(0),
                fromOffset,
                fromStrides,
                o.output(0),
                toOffset,
                toStrides,
                sizes,
                elementBytes);
    }

    /** Copies as {@link StridedCopy#copy} does, cut along the first axis where there is much. */
    static void copy(
            Parallel parallel,
            @Nullable Deadline deadline,
            MemorySegment from,
            long fromOffset,
            long[] fromStrides,
            MemorySegment to,
            long toOffset,
            long[] toStrides,
            long[] sizes,
            int elementBytes) {
        int axis = 0;
        while (axis < sizes.length - 1 && sizes[axis] == 1) {
            axis++;
        }
        long total = Shape.of(sizes).elements();
        if (total <= CHUNK || sizes[axis] == 1) {
            StridedCopy.copy(from, fromOffset, fromStrides, to, toOffset, toStrides, sizes, elementBytes);
            return;
        }
        int cut = axis;
        long perItem = Math.max(1, CHUNK / (total / sizes[cut]));
        parallel.forRange(Math.ceilDiv(sizes[cut], perItem), deadline, (item, slot) -> {
            long first = item * perItem;
            long[] some = sizes.clone();
            some[cut] = Math.min(perItem, sizes[cut] - first);
            StridedCopy.copy(
                    from,
                    fromOffset + first * fromStrides[cut],
                    fromStrides,
                    to,
                    toOffset + first * toStrides[cut],
                    toStrides,
                    some,
                    elementBytes);
        });
    }
}
