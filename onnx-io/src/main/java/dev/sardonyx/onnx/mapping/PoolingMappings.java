package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.contraction.AutoPad;
import dev.sardonyx.api.op.pooling.AveragePool;
import dev.sardonyx.api.op.pooling.GlobalAveragePool;
import dev.sardonyx.api.op.pooling.GlobalLpPool;
import dev.sardonyx.api.op.pooling.GlobalMaxPool;
import dev.sardonyx.api.op.pooling.LpPool;
import dev.sardonyx.api.op.pooling.MaxPool;
import dev.sardonyx.api.op.pooling.MaxUnpool;
import dev.sardonyx.api.op.pooling.PoolOperator;
import java.util.List;

/** Pooling. */
final class PoolingMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("MaxPool", MaxPool.class, 1, 8, 10, 11, 12, 22)
                .read(in -> new MaxPool(
                        EnumText.read(in, "auto_pad", AutoPad.NOTSET),
                        in.flag("ceil_mode", false),
                        in.integers("dilations"),
                        in.integers("kernel_shape"),
                        in.integers("pads"),
                        in.integer("storage_order", 0),
                        in.integers("strides")))
                .write((op, out) -> {
                    window(op, out, 10, 10);
                    if (out.version() < 8
                            && (op.storageOrder() != 0 || !out.output(1).isEmpty())) {
                        out.cannot("MaxPool has Indices from operator set 8 on");
                    }
                    out.attribute("storage_order", op.storageOrder(), 0);
                });
        rows.row("AveragePool", AveragePool.class, 1, 7, 10, 11, 19, 22)
                .read(in -> new AveragePool(
                        EnumText.read(in, "auto_pad", AutoPad.NOTSET),
                        in.flag("ceil_mode", false),
                        in.flag("count_include_pad", false),
                        in.integers("dilations"),
                        in.integers("kernel_shape"),
                        in.integers("pads"),
                        in.integers("strides")))
                .write((op, out) -> {
                    window(op, out, 10, 19);
                    if (out.version() < 7 && op.countIncludePad()) {
                        out.cannot("AveragePool takes count_include_pad from operator set 7 on");
                    }
                    out.flag("count_include_pad", op.countIncludePad(), false);
                });
        rows.row("LpPool", LpPool.class, 1, 2, 11, 18, 22)
                .read(in -> new LpPool(
                        EnumText.read(in, "auto_pad", AutoPad.NOTSET),
                        in.flag("ceil_mode", false),
                        in.integers("dilations"),
                        in.integers("kernel_shape"),
                        exponent(in),
                        in.integers("pads"),
                        in.integers("strides")))
                .write((op, out) -> {
                    window(op, out, 18, 18);
                    exponent(op, out);
                });
        rows.row("GlobalLpPool", GlobalLpPool.class, 1, 2, 22)
                .read(in -> new GlobalLpPool(exponent(in)))
                .write(PoolingMappings::exponent);
        rows.row("GlobalAveragePool", GlobalAveragePool.class, 1, 22).plain(GlobalAveragePool::new);
        rows.row("GlobalMaxPool", GlobalMaxPool.class, 1, 22).plain(GlobalMaxPool::new);
        rows.row("MaxUnpool", MaxUnpool.class, 9, 11, 22)
                .read(PoolingMappings::unpool)
                .write((op, out) -> {
                    out.integers("kernel_shape", op.kernelShape());
                    out.integersUnlessEmpty("pads", op.pads());
                    out.integersUnlessEmpty("strides", op.strides());
                });
    }

    private static Operator unpool(NodeReader in) {
        return new MaxUnpool(in.integers("kernel_shape"), in.integers("pads"), in.integers("strides"));
    }

    private static void window(PoolOperator op, NodeWriter out, int ceilSince, int dilationsSince) {
        List<Long> dilations = out.version() < dilationsSince ? List.of() : op.dilations();
        ContractionMappings.window(out, op.autoPad(), dilations, op.kernelShape(), op.pads(), op.strides());
        if (out.version() < ceilSince && op.ceilMode()) {
            out.cannot(op.name() + " takes ceil_mode from operator set " + ceilSince + " on");
        }
        if (out.version() < dilationsSince && op.dilations().stream().anyMatch(n -> n != 1)) {
            out.cannot(op.name() + " takes dilations from operator set " + dilationsSince + " on");
        }
        out.flag("ceil_mode", op.ceilMode(), false);
    }

    /** The exponent, which version 1 has as a float. */
    private static long exponent(NodeReader in) {
        if (in.version() >= 2) {
            return in.integer("p", 2);
        }
        float p = in.real("p", 2);
        if (p != Math.rint(p)) {
            throw in.unsupported("an exponent p that is not whole: " + p);
        }
        return (long) p;
    }

    private static void exponent(PoolOperator op, NodeWriter out) {
        if (out.version() < 2) {
            out.attribute("p", (float) op.p(), 2f);
        } else {
            out.attribute("p", op.p(), 2);
        }
    }
}
