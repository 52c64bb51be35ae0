package dev.sardonyx.cpu.op;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.cpu.fusion.Fusion;
import dev.sardonyx.cpu.kernel.Elementwise;
import dev.sardonyx.cpu.kernel.FloatKernels;
import dev.sardonyx.cpu.kernel.Gemm;
import dev.sardonyx.cpu.kernel.PackedMatrix;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.kernel.Rows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What kernel factories share within one executable: the kernels, the threads, and weights that were packed or
 * aligned once for all shapes.
 */
public final class KernelContext {
    private final FloatKernels kernels;
    private final Parallel parallel;
    private final Gemm gemm;
    private final Rows rows;
    private final Elementwise elementwise;
    private final Fusion fusion = new Fusion();
    private final Arena arena;
    private final Limits limits;
    private final Map<String, PackedMatrix> packed = new ConcurrentHashMap<>();
    private final Map<String, MemorySegment> aligned = new ConcurrentHashMap<>();

    /** A context whose packed weights live in {@code arena}. */
    public KernelContext(FloatKernels kernels, Parallel parallel, Arena arena, Limits limits) {
        this.kernels = kernels;
        this.parallel = parallel;
        this.gemm = new Gemm(kernels, parallel);
        this.rows = new Rows(kernels, parallel);
        this.elementwise = new Elementwise(kernels, parallel);
        this.arena = arena;
        this.limits = limits;
    }

    public FloatKernels kernels() {
        return kernels;
    }

    public Parallel parallel() {
        return parallel;
    }

    public Gemm gemm() {
        return gemm;
    }

    public Rows rows() {
        return rows;
    }

    public Elementwise elementwise() {
        return elementwise;
    }

    /** Makes single steps of nodes, with parameters that it folded once for all shapes. */
    public Fusion fusion() {
        return fusion;
    }

    /** Where weights that outlive a plan are allocated. */
    public Arena arena() {
        return arena;
    }

    public Limits limits() {
        return limits;
    }

    /** A matrix packed once under {@code key}. */
    public PackedMatrix packed(String key, Supplier<PackedMatrix> pack) {
        return packed.computeIfAbsent(key, k -> pack.get());
    }

    /** The data of a constant, native and 64-byte aligned; copied once under {@code name} where they are not. */
    public MemorySegment aligned(String name, Tensor constant) {
        return aligned.computeIfAbsent(name, n -> align(constant));
    }

    /** The data of a value that belongs to one plan only, native and 64-byte aligned. */
    public MemorySegment copyOf(Tensor value) {
        MemorySegment data = value.data();
        MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, data.byteSize()), Tensor.ALIGNMENT);
        MemorySegment.copy(data, 0, copy, 0, data.byteSize());
        return copy.asSlice(0, data.byteSize());
    }

    /** Native, 64-byte aligned memory for numbers that belong to one plan only, zeros at first. */
    public MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(Math.max(64, bytes), Tensor.ALIGNMENT);
    }

    private MemorySegment align(Tensor constant) {
        MemorySegment data = constant.data();
        if (data.isNative() && data.address() % Tensor.ALIGNMENT == 0) {
            return data;
        }
        MemorySegment copy = arena.allocate(Math.max(1, data.byteSize()), Tensor.ALIGNMENT);
        MemorySegment.copy(data, 0, copy, 0, data.byteSize());
        return copy.asSlice(0, data.byteSize());
    }
}
