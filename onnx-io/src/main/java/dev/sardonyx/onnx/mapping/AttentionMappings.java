package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.attention.Attention;
import dev.sardonyx.api.op.attention.RotaryEmbedding;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;

/** Attention and the embedding of positions. */
final class AttentionMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("Attention", Attention.class, 23, 24, 25)
                .read(AttentionMappings::attention)
                .write(AttentionMappings::attention);
        rows.row("RotaryEmbedding", RotaryEmbedding.class, 23)
                .read(in -> new RotaryEmbedding(
                        in.flag("interleaved", false),
                        in.integer("num_heads", 0),
                        in.integer("rotary_embedding_dim", 0)))
                .write((op, out) -> {
                    out.flag("interleaved", op.interleaved(), false);
                    out.attribute("num_heads", op.numHeads(), 0);
                    out.attribute("rotary_embedding_dim", op.rotaryEmbeddingDim(), 0);
                });
    }

    private static Operator attention(NodeReader in) {
        long mode = in.integer("qk_matmul_output_mode", 0);
        Attention.Scores[] modes = Attention.Scores.values();
        if (mode < 0 || mode >= modes.length) {
            throw in.invalid("qk_matmul_output_mode: expected 0 to 3, found " + mode);
        }
        return new Attention(
                in.flag("is_causal", false),
                in.integerOrNull("kv_num_heads"),
                in.integerOrNull("q_num_heads"),
                modes[(int) mode],
                in.realOrNull("scale"),
                in.real("softcap", 0),
                in.elementTypeOrNull("softmax_precision"));
    }

    private static void attention(Attention op, NodeWriter out) {
        if (out.version() < 24 && out.hasInput(6)) {
            out.cannot("Attention takes nonpad_kv_seqlen from operator set 24 on");
        }
        out.flag("is_causal", op.isCausal(), false);
        Long kvNumHeads = op.kvNumHeads();
        if (kvNumHeads != null) {
            out.attribute("kv_num_heads", kvNumHeads);
        }
        Long qNumHeads = op.qNumHeads();
        if (qNumHeads != null) {
            out.attribute("q_num_heads", qNumHeads);
        }
        out.attribute(
                "qk_matmul_output_mode", List.of(Attention.Scores.values()).indexOf(op.qkMatmulOutputMode()), 0);
        Float scale = op.scale();
        if (scale != null) {
            out.attribute("scale", scale);
        }
        out.attribute("softcap", op.softcap(), 0f);
        ElementType precision = op.softmaxPrecision();
        if (precision != null) {
            out.attribute("softmax_precision", precision);
        }
    }
}
