package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.recurrent.Activation;
import dev.sardonyx.api.op.recurrent.Direction;
import dev.sardonyx.api.op.recurrent.GRU;
import dev.sardonyx.api.op.recurrent.LSTM;
import dev.sardonyx.api.op.recurrent.RNN;
import dev.sardonyx.api.op.recurrent.RecurrentOperator;
import java.util.List;

/** The recurrent cells. */
final class RecurrentMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("RNN", RNN.class, 1, 7, 14, 22)
                .read(in -> {
                    in.skip("output_sequence");
                    return new RNN(
                            in.reals("activation_alpha"),
                            in.reals("activation_beta"),
                            functions(in),
                            in.realOrNull("clip"),
                            EnumText.read(in, "direction", Direction.FORWARD),
                            in.integerOrNull("hidden_size"),
                            in.integer("layout", 0));
                })
                .write(RecurrentMappings::write);
        rows.row("GRU", GRU.class, 1, 3, 7, 14, 22)
                .read(in -> {
                    in.skip("output_sequence");
                    return new GRU(
                            in.reals("activation_alpha"),
                            in.reals("activation_beta"),
                            functions(in),
                            in.realOrNull("clip"),
                            EnumText.read(in, "direction", Direction.FORWARD),
                            in.integerOrNull("hidden_size"),
                            in.flag("linear_before_reset", false),
                            in.integer("layout", 0));
                })
                .write((op, out) -> {
                    write(op, out);
                    if (out.version() < 3 && op.linearBeforeReset()) {
                        out.cannot("GRU takes linear_before_reset from operator set 3 on");
                    }
                    out.flag("linear_before_reset", op.linearBeforeReset(), false);
                });
        rows.row("LSTM", LSTM.class, 1, 7, 14, 22)
                .read(in -> {
                    in.skip("output_sequence");
                    return new LSTM(
                            in.reals("activation_alpha"),
                            in.reals("activation_beta"),
                            functions(in),
                            in.realOrNull("clip"),
                            EnumText.read(in, "direction", Direction.FORWARD),
                            in.integerOrNull("hidden_size"),
                            in.flag("input_forget", false),
                            in.integer("layout", 0));
                })
                .write((op, out) -> {
                    write(op, out);
                    out.flag("input_forget", op.inputForget(), false);
                });
    }

    private static List<Activation.Function> functions(NodeReader in) {
        return in.texts("activations").stream()
                .map(text -> EnumText.parse(in, "activations", text, Activation.Function.class))
                .toList();
    }

    private static void write(RecurrentOperator op, NodeWriter out) {
        if (!op.activationAlpha().isEmpty()) {
            out.reals("activation_alpha", op.activationAlpha());
        }
        if (!op.activationBeta().isEmpty()) {
            out.reals("activation_beta", op.activationBeta());
        }
        if (!op.activations().isEmpty()) {
            out.texts(
                    "activations",
                    op.activations().stream().map(EnumText::camel).toList());
        }
        Float clip = op.clip();
        if (clip != null) {
            out.attribute("clip", clip);
        }
        Long hiddenSize = op.hiddenSize();
        if (hiddenSize != null) {
            out.attribute("hidden_size", hiddenSize);
        }
        out.attribute("direction", EnumText.lower(op.direction()), EnumText.lower(Direction.FORWARD));
        if (out.version() < 14 && op.layout() != 0) {
            out.cannot(op.name() + " takes layout from operator set 14 on");
        }
        if (out.version() < 7 && !out.output(0).isEmpty()) {
            out.attribute("output_sequence", 1);
        }
        out.attribute("layout", op.layout(), 0);
    }
}
