package dev.sardonyx.api.op.detection;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Greedy non-maximum suppression per batch and class: boxes in order of falling score (of equal ones the first),
 * each kept unless its intersection over union with a kept one is above {@code iou_threshold}. {@code boxes}
 * [B, N, 4], {@code scores} [B, C, N], result INT64 [K, 3]: batch, class, box. At most {@code
 * max_output_boxes_per_class} (0 where omitted) are kept, only with a score above {@code score_threshold} where
 * given; NaN never is. Source: ONNX NonMaxSuppression-11. Overlaps are computed in float32 like the
 * boxes, because a decision at the threshold must not depend on the precision.
 *
 * @param centerPointBox whether a box is x centre, y centre, width, height instead of two corners y1, x1, y2, x2
 */
public record NonMaxSuppression(boolean centerPointBox) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("NonMaxSuppression")
            .input("boxes", "F")
            .input("scores", "F")
            .optional("max_output_boxes_per_class", "I")
            .optional("iou_threshold", "F")
            .optional("score_threshold", "F")
            .output("selected_indices", "I")
            .where("F", Types.of(ElementType.FLOAT))
            .where("I", Types.INT64)
            .build();

    /** Boxes are given by two corners. */
    public NonMaxSuppression() {
        this(false);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape boxes = in.shape(0);
        SymbolicShape scores = in.shape(1);
        if (boxes != null
                && (boxes.rank() != 3
                        || (boxes.dim(2).isFixed() && !boxes.dim(2).is(4)))) {
            throw in.fail("boxes: expected shape [batches, boxes, 4], found " + boxes);
        }
        if (scores != null && scores.rank() != 3) {
            throw in.fail("scores: expected shape [batches, classes, boxes], found " + scores);
        }
        if (boxes != null && scores != null) {
            same(in, "batches", boxes.dim(0), scores.dim(0));
            same(in, "boxes", boxes.dim(1), scores.dim(2));
        }
        for (int i = 2; i < 5; i++) {
            SymbolicShape shape = in.has(i) ? in.shape(i) : null;
            if (shape != null
                    && shape.isFixed()
                    && shape.toShape().orElseThrow().elements() != 1) {
                throw in.fail(SIGNATURE.input(i).name() + ": expected one element, found shape " + shape);
            }
        }
        return List.of(new TensorType(ElementType.INT64, SymbolicShape.of(in.unknownDim(0, 0), Dim.of(3))));
    }

    private static void same(Inference in, String what, Dim a, Dim b) {
        if (a.isFixed() && b.isFixed() && !a.equals(b)) {
            throw in.fail("expected as many " + what + " in boxes and scores, found " + a + " and " + b);
        }
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        float[] boxes = corners(in.tensor(0).toFloats());
        float[] scores = in.tensor(1).toFloats();
        int batches = Math.toIntExact(in.shape(1).dim(0));
        int classes = Math.toIntExact(in.shape(1).dim(1));
        int count = Math.toIntExact(in.shape(1).dim(2));
        long most = in.has(2) ? in.tensor(2).longAt(0) : 0;
        float threshold = in.has(3) ? (float) in.tensor(3).doubleAt(0) : 0;
        if (!(threshold >= 0 && threshold <= 1)) {
            throw in.fail("iou_threshold: expected 0 to 1, found " + threshold);
        }
        float least = in.has(4) ? (float) in.tensor(4).doubleAt(0) : Float.NEGATIVE_INFINITY;
        boolean inclusive = !in.has(4);
        List<long[]> rows = new ArrayList<>();
        for (int b = 0; b < batches; b++) {
            for (int c = 0; c < classes; c++) {
                int from = (b * classes + c) * count;
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < count && most > 0; i++) {
                    float score = scores[from + i];
                    if (score > least || (inclusive && score == least)) {
                        order.add(i);
                    }
                }
                order.sort((i, j) -> Float.compare(scores[from + j] + 0f, scores[from + i] + 0f));
                for (int kept : select(in, boxes, b * count, order, most, threshold)) {
                    rows.add(new long[] {b, c, kept});
                }
            }
        }
        Shape shape = Shape.of(rows.size(), 3);
        in.require(ElementType.INT64, shape);
        Tensor result = Tensor.allocate(ElementType.INT64, shape);
        for (int i = 0; i < 3 * rows.size(); i++) {
            result.setLong(i, rows.get(i / 3)[i % 3]);
        }
        return List.of(result);
    }

    private static List<Integer> select(
            Evaluation in, float[] boxes, int first, List<Integer> order, long most, float threshold) {
        List<Integer> kept = new ArrayList<>();
        for (int i : order) {
            in.deadline().check();
            if (kept.size() >= most) {
                break;
            }
            boolean overlaps = false;
            for (int k = 0; k < kept.size() && !overlaps; k++) {
                overlaps = overlap(boxes, 4 * (first + i), 4 * (first + kept.get(k))) > threshold;
            }
            if (!overlaps) {
                kept.add(i);
            }
        }
        return kept;
    }

    /** The boxes as lower and upper corner: y1, x1, y2, x2. */
    private float[] corners(float[] boxes) {
        for (int i = 0; i < boxes.length; i += 4) {
            float a = boxes[i];
            float b = boxes[i + 1];
            float c = boxes[i + 2];
            float d = boxes[i + 3];
            boxes[i] = centerPointBox ? b - d / 2 : Math.min(a, c);
            boxes[i + 1] = centerPointBox ? a - c / 2 : Math.min(b, d);
            boxes[i + 2] = centerPointBox ? b + d / 2 : Math.max(a, c);
            boxes[i + 3] = centerPointBox ? a + c / 2 : Math.max(b, d);
        }
        return boxes;
    }

    /** Intersection over union of the boxes at {@code p} and {@code q}; 0 where one has no area. */
    private static float overlap(float[] box, int p, int q) {
        float height = Math.min(box[p + 2], box[q + 2]) - Math.max(box[p], box[q]);
        float width = Math.min(box[p + 3], box[q + 3]) - Math.max(box[p + 1], box[q + 1]);
        if (!(height > 0 && width > 0)) {
            return 0;
        }
        float areaP = (box[p + 2] - box[p]) * (box[p + 3] - box[p + 1]);
        float areaQ = (box[q + 2] - box[q]) * (box[q + 3] - box[q + 1]);
        float intersection = height * width;
        float union = areaP + areaQ - intersection;
        return areaP > 0 && areaQ > 0 && union > 0 ? intersection / union : 0;
    }
}
