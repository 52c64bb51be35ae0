package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Random;

/**
 * Prints the speed of a few kernels: a look for cliffs, not a benchmark. Every variant runs before anything is timed,
 * since a kernel that has seen one caller only is compiled better than it is in a network.
 */
final class KernelSpeed {
    private KernelSpeed() {}

    public static void main(String[] args) {
        FloatKernels kernels = KernelLookup.kernels();
        say("%s, %d thread(s)", kernels.instructionSet(), 1);
        try (Parallel parallel = new Parallel(1);
                Arena arena = Arena.ofShared()) {
            Gemm gemm = new Gemm(kernels, parallel);
            MemorySegment a = random(arena, 1024 * 1024);
            MemorySegment b = random(arena, 1024 * 1024);
            MemorySegment c = random(arena, 1024 * 1024);
            PackedMatrix small = gemm.pack(b, 0, 100, 100, 100, false, arena);
            PackedMatrix packed = gemm.pack(b, 0, 512, 512, 512, false, arena);
            PackedMatrix deep = gemm.pack(b, 0, 1024, 1000, 1024, true, arena);
            Epilogue bias = Epilogue.of(Activation.RELU).withBias(a, 0);
            Epilogue residual = bias.withResidual(b, 0, 512);
            for (int i = 0; i < 300; i++) {
                gemm.multiply(7, a, 0, 100, small, c, 0, 100, Epilogue.NONE, null);
                gemm.multiply(1, a, 0, 1024, deep, c, 0, 1024, bias, null);
                gemm.multiply(13, a, 0, 1024, deep, c, 0, 1024, bias, null);
                gemm.multiply(20, a, 0, 512, packed, c, 0, 512, residual, null);
            }
            Runnable stem = convolution(kernels, parallel, arena, 3, 64, 112, 7, 2, 3);
            Runnable wide = convolution(kernels, parallel, arena, 64, 64, 56, 3, 1, 1);
            Runnable point = convolution(kernels, parallel, arena, 256, 1024, 14, 1, 1, 0);
            Runnable strided = convolution(kernels, parallel, arena, 256, 512, 56, 1, 2, 0);
            Runnable deepest = convolution(kernels, parallel, arena, 512, 512, 7, 3, 1, 1);
            for (int i = 0; i < 10; i++) {
                stem.run();
                wide.run();
                point.run();
                strided.run();
                deepest.run();
            }
            time("conv 3x112x112 7x7/2 -> 64", 2.0 * 3 * 49 * 64 * 56 * 56, stem);
            time("conv 64x56x56 3x3 -> 64", 2.0 * 64 * 9 * 64 * 56 * 56, wide);
            time("conv 256x14x14 1x1 -> 1024", 2.0 * 256 * 1024 * 14 * 14, point);
            time("conv 256x56x56 1x1/2 -> 512", 2.0 * 256 * 512 * 28 * 28, strided);
            time("conv 512x7x7 3x3 -> 512", 2.0 * 512 * 9 * 512 * 7 * 7, deepest);
            time(
                    "gemm 512 512 512",
                    2.0 * 512 * 512 * 512,
                    () -> gemm.multiply(512, a, 0, 512, packed, c, 0, 512, Epilogue.NONE, null));
            time(
                    "gemm 512 512 512 bias relu",
                    2.0 * 512 * 512 * 512,
                    () -> gemm.multiply(512, a, 0, 512, packed, c, 0, 512, bias, null));
            time(
                    "gemm 197 1024 1000 bias relu",
                    2.0 * 197 * 1024 * 1000,
                    () -> gemm.multiply(197, a, 0, 1024, deep, c, 0, 1024, bias, null));
            time(
                    "gemm 1 1024 1000",
                    2.0 * 1024 * 1000,
                    () -> gemm.multiply(1, a, 0, 1024, deep, c, 0, 1024, bias, null));
        }
    }

    private static Runnable convolution(
            FloatKernels kernels,
            Parallel parallel,
            Arena arena,
            long channels,
            long outputs,
            long size,
            long kernel,
            long stride,
            long pad) {
        long out = (size + 2 * pad - kernel) / stride + 1;
        Convolution convolution = new Convolution(
                kernels,
                parallel,
                1,
                1,
                channels,
                outputs,
                new long[] {size, size},
                new long[] {kernel, kernel},
                new long[] {stride, stride},
                new long[] {1, 1},
                new long[] {pad, pad},
                new long[] {out, out});
        MemorySegment x = random(arena, channels * size * size);
        MemorySegment w = random(arena, outputs * channels * kernel * kernel);
        MemorySegment y = arena.allocate(outputs * out * out * 4, 64);
        MemorySegment scratch = arena.allocate(Math.max(64, convolution.scratchBytes()), 64);
        Epilogue epilogue = Epilogue.of(Activation.RELU).withBias(random(arena, outputs), 0);
        return () -> convolution.run(x, 0, w, 0, y, 0, epilogue, scratch, 0, null);
    }

    private static MemorySegment random(Arena arena, long count) {
        MemorySegment segment = arena.allocate(count * 4, 64);
        Random random = new Random(1);
        for (long i = 0; i < count; i++) {
            segment.setAtIndex(JAVA_FLOAT, i, random.nextFloat() - 0.5f);
        }
        return segment;
    }

    private static void time(String what, double flops, Runnable run) {
        long best = Long.MAX_VALUE;
        long end = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            run.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        say("%-40s %8.3f ms %7.1f GFLOP/s", what, best / 1e6, flops / best);
    }

    @SuppressWarnings("SystemOut") // Printing is what it is for.
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
