package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.detection.NonMaxSuppression;
import dev.sardonyx.api.op.signal.BlackmanWindow;
import dev.sardonyx.api.op.signal.DFT;
import dev.sardonyx.api.op.signal.HammingWindow;
import dev.sardonyx.api.op.signal.HannWindow;
import dev.sardonyx.api.op.signal.MelWeightMatrix;
import dev.sardonyx.api.op.signal.STFT;
import dev.sardonyx.api.op.signal.WindowOperator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;

/** Signal processing and detection. */
final class SignalMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("DFT", DFT.class, 17, 20)
                .read(in -> {
                    if (in.version() < 20) {
                        in.setInput(2, in.constant("axis", Tensor.scalar(in.integer("axis", 1))));
                    }
                    return new DFT(in.flag("inverse", false), in.flag("onesided", false));
                })
                .write((op, out) -> {
                    if (out.version() < 20) {
                        axisToAttribute(out);
                    }
                    out.flag("inverse", op.inverse(), false);
                    out.flag("onesided", op.onesided(), false);
                });
        rows.row("STFT", STFT.class, 17)
                .read(in -> new STFT(in.flag("onesided", true)))
                .write((op, out) -> out.flag("onesided", op.onesided(), true));
        rows.row("MelWeightMatrix", MelWeightMatrix.class, 17)
                .read(in -> new MelWeightMatrix(datatype(in)))
                .write((op, out) -> out.attribute("output_datatype", op.outputDatatype()));
        rows.row("HannWindow", HannWindow.class, 17)
                .read(in -> new HannWindow(datatype(in), in.flag("periodic", true)))
                .write((op, out) -> writeWindow(op, out));
        rows.row("HammingWindow", HammingWindow.class, 17)
                .read(in -> new HammingWindow(datatype(in), in.flag("periodic", true)))
                .write((op, out) -> writeWindow(op, out));
        rows.row("BlackmanWindow", BlackmanWindow.class, 17)
                .read(in -> new BlackmanWindow(datatype(in), in.flag("periodic", true)))
                .write((op, out) -> writeWindow(op, out));
        rows.row("NonMaxSuppression", NonMaxSuppression.class, 10, 11)
                .read(in -> new NonMaxSuppression(in.flag("center_point_box", false)))
                .write((op, out) -> out.flag("center_point_box", op.centerPointBox(), false));
    }

    private static ElementType datatype(NodeReader in) {
        return in.elementType("output_datatype", ElementType.FLOAT);
    }

    private static void writeWindow(WindowOperator op, NodeWriter out) {
        out.attribute("output_datatype", op.outputDatatype());
        out.flag("periodic", op.periodic(), true);
    }

    private static void axisToAttribute(NodeWriter out) {
        Tensor axis = out.constantInput(2);
        if (out.hasInput(2) && axis == null) {
            out.cannot("DFT takes its axis as an input from operator set 20 on, and this one is no constant");
            return;
        }
        out.attribute("axis", axis == null ? -2 : axis.longAt(0));
        out.removeInput(2);
    }
}
