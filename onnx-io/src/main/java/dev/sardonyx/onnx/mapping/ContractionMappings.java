package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.contraction.AutoPad;
import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.contraction.ConvInteger;
import dev.sardonyx.api.op.contraction.ConvTranspose;
import dev.sardonyx.api.op.contraction.DeformConv;
import dev.sardonyx.api.op.contraction.Det;
import dev.sardonyx.api.op.contraction.Einsum;
import dev.sardonyx.api.op.contraction.Gemm;
import dev.sardonyx.api.op.contraction.MatMulInteger;
import dev.sardonyx.api.op.contraction.QLinearConv;
import dev.sardonyx.api.op.contraction.QLinearMatMul;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import java.util.List;

/** Products and convolutions. */
final class ContractionMappings implements MappingTable {
    /** Makes one of the convolutions that have the same attributes. */
    @FunctionalInterface
    private interface ConvMaker {
        Operator make(
                AutoPad autoPad,
                List<Long> dilations,
                long group,
                List<Long> kernelShape,
                List<Long> pads,
                List<Long> strides);
    }

    @Override
    public void register(Mappings rows) {
        convolutions(rows);
        rows.row("Gemm", Gemm.class, 1, 6, 7, 9, 11, 13)
                .read(ContractionMappings::gemm)
                .write(ContractionMappings::gemm);
        rows.row("MatMulInteger", MatMulInteger.class, 10).plain(MatMulInteger::new);
        rows.row("QLinearMatMul", QLinearMatMul.class, 10, 21).plain(QLinearMatMul::new);
        rows.row("Einsum", Einsum.class, 12)
                .read(in -> new Einsum(in.text("equation", "")))
                .write((op, out) -> out.attribute("equation", op.equation()));
        rows.row("Det", Det.class, 11, 22).plain(Det::new);
    }

    private static void convolutions(Mappings rows) {
        rows.row("Conv", Conv.class, 1, 11, 22).read(in -> conv(in, Conv::new)).write((op, out) -> {
            window(out, op.autoPad(), op.dilations(), op.kernelShape(), op.pads(), op.strides());
            out.attribute("group", op.group(), 1);
        });
        rows.row("ConvInteger", ConvInteger.class, 10)
                .read(in -> conv(in, ConvInteger::new))
                .write((op, out) -> {
                    window(out, op.autoPad(), op.dilations(), op.kernelShape(), op.pads(), op.strides());
                    out.attribute("group", op.group(), 1);
                });
        rows.row("QLinearConv", QLinearConv.class, 10)
                .read(in -> conv(in, QLinearConv::new))
                .write((op, out) -> {
                    window(out, op.autoPad(), op.dilations(), op.kernelShape(), op.pads(), op.strides());
                    out.attribute("group", op.group(), 1);
                });
        rows.row("ConvTranspose", ConvTranspose.class, 1, 11, 22)
                .read(ContractionMappings::transpose)
                .write((op, out) -> {
                    window(out, op.autoPad(), op.dilations(), op.kernelShape(), op.pads(), op.strides());
                    out.attribute("group", op.group(), 1);
                    out.integersUnlessEmpty("output_padding", op.outputPadding());
                    out.integersUnlessEmpty("output_shape", op.outputShape());
                });
        rows.row("DeformConv", DeformConv.class, 19, 22)
                .read(in -> new DeformConv(
                        in.integers("dilations"),
                        in.integer("group", 1),
                        in.integers("kernel_shape"),
                        in.integer("offset_group", 1),
                        in.integers("pads"),
                        in.integers("strides")))
                .write((op, out) -> {
                    window(out, AutoPad.NOTSET, op.dilations(), op.kernelShape(), op.pads(), op.strides());
                    out.attribute("group", op.group(), 1);
                    out.attribute("offset_group", op.offsetGroup(), 1);
                });
    }

    /** Writes what describes sliding windows. */
    static void window(
            NodeWriter out,
            AutoPad autoPad,
            List<Long> dilations,
            List<Long> kernelShape,
            List<Long> pads,
            List<Long> strides) {
        out.attribute("auto_pad", autoPad.name(), AutoPad.NOTSET.name());
        out.integersUnlessEmpty("dilations", dilations);
        out.integersUnlessEmpty("kernel_shape", kernelShape);
        out.integersUnlessEmpty("pads", pads);
        out.integersUnlessEmpty("strides", strides);
    }

    private static Operator conv(NodeReader in, ConvMaker maker) {
        return maker.make(
                EnumText.read(in, "auto_pad", AutoPad.NOTSET),
                in.integers("dilations"),
                in.integer("group", 1),
                in.integers("kernel_shape"),
                in.integers("pads"),
                in.integers("strides"));
    }

    private static Operator transpose(NodeReader in) {
        List<Long> outputShape = in.integers("output_shape");
        SymbolicShape weights = in.inputShape(1);
        if (weights != null && outputShape.size() == weights.rank()) {
            outputShape = outputShape.subList(2, outputShape.size()); // some exporters count batch and channel
        }
        return new ConvTranspose(
                EnumText.read(in, "auto_pad", AutoPad.NOTSET),
                in.integers("dilations"),
                in.integer("group", 1),
                in.integers("kernel_shape"),
                in.integers("output_padding"),
                outputShape,
                in.integers("pads"),
                in.integers("strides"));
    }

    private static Operator gemm(NodeReader in) {
        if (in.version() < 7) {
            in.skip("broadcast"); // C broadcasts where it has to
        }
        return new Gemm(in.real("alpha", 1), in.real("beta", 1), in.flag("transA", false), in.flag("transB", false));
    }

    private static void gemm(Gemm op, NodeWriter out) {
        TensorType type = out.inputType(0);
        if (out.version() < 11 && !out.hasInput(2)) {
            if (type == null) {
                out.cannot("Gemm may leave out C from operator set 11 on");
            } else {
                out.setInput(2, out.constant("C", Tensor.allocate(type.elementType(), Shape.SCALAR)));
            }
        }
        if (out.version() < 7) {
            out.attribute("broadcast", 1);
        }
        out.attribute("alpha", op.alpha(), 1f);
        out.attribute("beta", op.beta(), 1f);
        out.flag("transA", op.transA(), false);
        out.flag("transB", op.transB(), false);
    }
}
