package dev.sardonyx.cpu;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.CoreOperator;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.DeviceInfo;
import dev.sardonyx.api.spi.Executable;
import dev.sardonyx.api.spi.NodeQuery;
import dev.sardonyx.api.spi.Partition;
import dev.sardonyx.api.spi.Verdict;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.cpu.kernel.KernelLookup;
import dev.sardonyx.cpu.kernel.Parallel;
import dev.sardonyx.cpu.op.KernelTable;

/** The CPU as a device: every core operator, by a kernel or by its definition; some composites as a whole. */
final class CpuDevice implements Device {
    private final DeviceInfo info;
    private final Parallel parallel;

    CpuDevice(int threads) {
        this.parallel = new Parallel(threads);
        this.info = new DeviceInfo(
                "cpu",
                KernelLookup.kernels().instructionSet() + ", " + threads + (threads == 1 ? " thread" : " threads"),
                true);
    }

    @Override
    public DeviceInfo info() {
        return info;
    }

    @Override
    public Verdict supports(NodeQuery query) {
        if (hasStrings(query)) {
            return Verdict.no("no strings on this device");
        }
        return switch (query.operator()) {
            case CompositeOperator _ when KernelTable.claims(query) -> Verdict.yes("kernel");
            case CompositeOperator _ -> Verdict.decompose("no kernel of its own");
            case CoreOperator core when KernelTable.hasKernels(core) -> Verdict.yes("kernel");
            case CoreOperator _ -> Verdict.yes("evaluated by its definition: no kernel");
            default -> Verdict.no("not a core operator");
        };
    }

    private static boolean hasStrings(NodeQuery query) {
        for (int i = 0; i < query.node().inputs().size(); i++) {
            TensorType type = query.tensorType(i);
            if (type != null && type.elementType() == ElementType.STRING) {
                return true;
            }
        }
        return query.outputType(0) instanceof TensorType type && type.elementType() == ElementType.STRING;
    }

    @Override
    public Executable compile(Partition partition) {
        return new CpuExecutable(partition, parallel);
    }

    @Override
    public void close() {
        parallel.close();
    }
}
