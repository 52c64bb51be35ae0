package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.random.Bernoulli;
import dev.sardonyx.api.op.random.Multinomial;
import dev.sardonyx.api.op.random.RandomNormal;
import dev.sardonyx.api.op.random.RandomNormalLike;
import dev.sardonyx.api.op.random.RandomUniform;
import dev.sardonyx.api.op.random.RandomUniformLike;
import dev.sardonyx.api.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random numbers. */
final class RandomMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("RandomNormal", RandomNormal.class, 1, 22)
                .read(in -> new RandomNormal(
                        shape(in), in.real("mean", 0), in.real("scale", 1), in.realOrNull("seed"), dtype(in)))
                .write((op, out) -> {
                    write(out, "mean", op.mean(), "scale", op.scale(), op.seed(), op.dtype());
                    out.integers("shape", op.shape());
                });
        rows.row("RandomNormalLike", RandomNormalLike.class, 1, 22)
                .read(in -> new RandomNormalLike(
                        in.real("mean", 0), in.real("scale", 1), in.realOrNull("seed"), in.elementTypeOrNull("dtype")))
                .write((op, out) -> write(out, "mean", op.mean(), "scale", op.scale(), op.seed(), op.dtype()));
        rows.row("RandomUniform", RandomUniform.class, 1, 22)
                .read(in -> new RandomUniform(
                        shape(in), in.real("low", 0), in.real("high", 1), in.realOrNull("seed"), dtype(in)))
                .write((op, out) -> {
                    write(out, "low", op.low(), "high", op.high(), op.seed(), op.dtype());
                    out.integers("shape", op.shape());
                });
        rows.row("RandomUniformLike", RandomUniformLike.class, 1, 22)
                .read(in -> new RandomUniformLike(
                        in.real("low", 0), in.real("high", 1), in.realOrNull("seed"), in.elementTypeOrNull("dtype")))
                .write((op, out) -> write(out, "low", op.low(), "high", op.high(), op.seed(), op.dtype()));
        rows.row("Bernoulli", Bernoulli.class, 15, 22)
                .read(in -> new Bernoulli(in.elementTypeOrNull("dtype"), in.realOrNull("seed")))
                .write((op, out) -> writeSeed(out, op.seed(), op.dtype()));
        rows.row("Multinomial", Multinomial.class, 7, 22)
                .read(in -> new Multinomial(
                        in.elementType("dtype", ElementType.INT32),
                        in.integer("sample_size", 1),
                        in.realOrNull("seed")))
                .write((op, out) -> {
                    out.attribute("sample_size", op.sampleSize(), 1);
                    writeSeed(out, op.seed(), op.dtype());
                });
    }

    private static List<Long> shape(NodeReader in) {
        List<Long> shape = in.integersOrNull("shape");
        if (shape == null) {
            throw in.invalid("attribute 'shape' is required");
        }
        return shape;
    }

    private static ElementType dtype(NodeReader in) {
        return in.elementType("dtype", ElementType.FLOAT);
    }

    private static void write(
            NodeWriter out,
            String first,
            float a,
            String second,
            float b,
            @Nullable Float seed,
            @Nullable ElementType dtype) {
        out.attribute(first, a);
        out.attribute(second, b);
        writeSeed(out, seed, dtype);
    }

    private static void writeSeed(NodeWriter out, @Nullable Float seed, @Nullable ElementType dtype) {
        if (seed != null) {
            out.attribute("seed", (float) seed);
        }
        if (dtype != null) {
            out.attribute("dtype", dtype);
        }
    }
}
