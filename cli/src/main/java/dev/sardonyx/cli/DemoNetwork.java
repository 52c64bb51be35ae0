package dev.sardonyx.cli;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.GraphBuilder;
import dev.sardonyx.api.op.Ref;
import dev.sardonyx.api.op.contraction.Conv;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.movement.Flatten;
import dev.sardonyx.api.op.pooling.GlobalAveragePool;
import dev.sardonyx.api.op.pooling.MaxPool;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;

/** A small network that looks for edges in four directions, and a picture with edges in all of them. */
final class DemoNetwork {
    static final int SIDE = 80;

    /** What each filter answers to. */
    static final List<String> FILTERS = List.of("left edges", "right edges", "upper edges", "lower edges");

    /** Differences of neighbours, smoothed across: Sobel's filters in four directions. */
    private static final float[] WEIGHTS = {
        -1, 0, 1, -2, 0, 2, -1, 0, 1, //
        1, 0, -1, 2, 0, -2, 1, 0, -1, //
        -1, -2, -1, 0, 0, 0, 1, 2, 1, //
        1, 2, 1, 0, 0, 0, -1, -2, -1
    };

    private DemoNetwork() {}

    /** picture [1, 1, SIDE, SIDE] to edges [1, 4, SIDE, SIDE], pooled [1, 4, SIDE / 2, SIDE / 2], and means [1, 4]. */
    static Graph build() {
        GraphBuilder g = GraphBuilder.named("edges");
        Ref picture = g.input("picture", ElementType.FLOAT, 1, 1, SIDE, SIDE);
        Ref weights = g.constant("filters", Tensor.ofFloats(Shape.of(4, 1, 3, 3), WEIGHTS));
        Conv padded = new Conv(List.of(), List.of(1L, 1L, 1L, 1L));
        Ref edges = picture.then(padded, weights).then(new Relu());
        Ref pooled = edges.then(new MaxPool(List.of(2L, 2L), List.of(2L, 2L), List.of(0L, 0L, 0L, 0L)));
        Ref means = pooled.then(new GlobalAveragePool()).then(new Flatten());
        g.output("edges", edges);
        g.output("pooled", pooled);
        g.output("means", means);
        return g.build();
    }

    /** A bright disc, a square and a slope on a dark ground, levels of 0 to 1. */
    static Tensor picture() {
        float[] levels = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double fromDisc = Math.hypot(x - 25, y - 27);
                boolean isSquare = x >= 47 && x < 70 && y >= 15 && y < 38;
                double slope = y >= 52 && y < 70 && x >= 12 && x < 68 ? (x - 12) / 56.0 : 0;
                double disc = Math.clamp(17 - fromDisc, 0, 1);
                levels[y * SIDE + x] = (float) Math.max(Math.max(disc, isSquare ? 0.7 : 0), slope);
            }
        }
        return Tensor.ofFloats(Shape.of(1, 1, SIDE, SIDE), levels);
    }
}
