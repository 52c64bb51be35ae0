package dev.sardonyx.cpu.op;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SmallFloat;
import java.lang.foreign.MemorySegment;

/**
 * Elements of any type in blocks of longs or doubles, for kernels that are not worth a loop for each type. A thread's
 * block buffers are its own; a kernel uses them between two calls of other kernels.
 */
final class ElementBlocks {
    /** Elements of a block. */
    static final int SIZE = 512;

    private static final ThreadLocal<ElementBlocks> OF_THREAD = ThreadLocal.withInitial(ElementBlocks::new);

    final long[] x = new long[SIZE];
    final long[] y = new long[SIZE];
    final long[] z = new long[SIZE];
    final double[] u = new double[SIZE];
    final double[] v = new double[SIZE];
    final double[] w = new double[SIZE];

    private ElementBlocks() {}

    static ElementBlocks ofThread() {
        return OF_THREAD.get();
    }

    /** Whether elements of a type convert to longs and back without loss: integers and bool. */
    static boolean areLongs(ElementType type) {
        return (type.isInteger() || type == ElementType.BOOL) && !type.isSubByte();
    }

    /** Whether elements of a type convert to doubles without loss, and back with one rounding. */
    static boolean areDoubles(ElementType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
            default -> false;
        };
    }

    /** Reads {@code count} integers, one each {@code step}. */
    static void load(ElementType type, MemorySegment from, long at, int step, int count, long[] to) {
        switch (type) {
            case BOOL, UINT8 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_BYTE, at + (long) i * step) & 0xFF;
                }
            }
            case INT8 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_BYTE, at + (long) i * step);
                }
            }
            case UINT16 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_SHORT_UNALIGNED, (at + (long) i * step) * 2) & 0xFFFF;
                }
            }
            case INT16 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_SHORT_UNALIGNED, (at + (long) i * step) * 2);
                }
            }
            case UINT32 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_INT_UNALIGNED, (at + (long) i * step) * 4) & 0xFFFF_FFFFL;
                }
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_INT_UNALIGNED, (at + (long) i * step) * 4);
                }
            }
            case INT64, UINT64 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_LONG_UNALIGNED, (at + (long) i * step) * 8);
                }
            }
            default -> throw new IllegalArgumentException("no integers: " + type);
        }
    }

    /** Writes integers, of which narrower types keep the low bits. */
    static void store(long[] from, int count, ElementType type, MemorySegment to, long at) {
        switch (type.bits()) {
            case 8 -> {
                if (type == ElementType.BOOL) {
                    for (int i = 0; i < count; i++) {
                        to.set(JAVA_BYTE, at + i, (byte) (from[i] != 0 ? 1 : 0));
                    }
                } else {
                    for (int i = 0; i < count; i++) {
                        to.set(JAVA_BYTE, at + i, (byte) from[i]);
                    }
                }
            }
            case 16 -> {
                for (int i = 0; i < count; i++) {
                    to.set(JAVA_SHORT_UNALIGNED, (at + i) * 2, (short) from[i]);
                }
            }
            case 32 -> {
                for (int i = 0; i < count; i++) {
                    to.set(JAVA_INT_UNALIGNED, (at + i) * 4, (int) from[i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    to.set(JAVA_LONG_UNALIGNED, (at + i) * 8, from[i]);
                }
            }
        }
    }

    /** Reads {@code count} floating-point numbers, one each {@code step}. */
    static void load(ElementType type, MemorySegment from, long at, int step, int count, double[] to) {
        switch (type) {
            case FLOAT -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_FLOAT_UNALIGNED, (at + (long) i * step) * 4);
                }
            }
            case DOUBLE -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(JAVA_DOUBLE_UNALIGNED, (at + (long) i * step) * 8);
                }
            }
            case FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = Float.float16ToFloat(from.get(JAVA_SHORT_UNALIGNED, (at + (long) i * step) * 2));
                }
            }
            case BFLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = Float.intBitsToFloat(from.get(JAVA_SHORT_UNALIGNED, (at + (long) i * step) * 2) << 16);
                }
            }
            default -> throw new IllegalArgumentException("no floating-point numbers: " + type);
        }
    }

    /** Writes floating-point numbers, each rounded once. */
    static void store(double[] from, int count, ElementType type, MemorySegment to, long at) {
        switch (type) {
            case FLOAT -> {
                for (int i = 0; i < count; i++) {
                    to.set(JAVA_FLOAT_UNALIGNED, (at + i) * 4, (float) from[i]);
                }
            }
            case DOUBLE -> {
                for (int i = 0; i < count; i++) {
                    to.set(JAVA_DOUBLE_UNALIGNED, (at + i) * 8, from[i]);
                }
            }
            case FLOAT16, BFLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    to.set(JAVA_SHORT_UNALIGNED, (at + i) * 2, (short) SmallFloat.encode(type, from[i]));
                }
            }
            default -> throw new IllegalArgumentException("no floating-point numbers: " + type);
        }
    }
}
