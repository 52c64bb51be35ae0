package dev.sardonyx.examples;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.zoo.detect.Box;
import dev.sardonyx.zoo.detect.Detection;
import dev.sardonyx.zoo.detect.NonMaximumSuppression;
import dev.sardonyx.zoo.image.BoxDrawing;
import dev.sardonyx.zoo.image.ImageInput;
import dev.sardonyx.zoo.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the faces in a photo and draws boxes around them, with the face detector UltraFace (version-RFB-320).
 *
 * <pre>{@code
 * Faces version-RFB-320.onnx photo.jpg faces.png
 * }</pre>
 */
public final class Faces {
    /** As the network was trained: RGB, 320 by 240, (level - 127) / 128. */
    private static final ImageInput INPUT = ImageInput.parse("size=320x240,mean=127,std=128");

    private static final double LEAST_SCORE = 0.7;
    private static final double MOST_OVERLAP = 0.3;

    private Faces() {}

    /** Arguments: the model, the photo, and the picture to write. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        if (args.length != 3) {
            System.err.println("usage: Faces MODEL PHOTO PNG");
            System.exit(2);
        }
        Picture photo = Picture.read(Path.of(args[1]));
        List<Detection> faces = find(Path.of(args[0]), photo);
        for (Detection face : faces) {
            System.out.printf("face %.1f%% at %s%n", 100 * face.score(), face.box());
        }
        BoxDrawing.draw(photo, faces).writePng(Path.of(args[2]));
        System.out.println(faces.size() + (faces.size() == 1 ? " face" : " faces") + ", drawn in " + args[2]);
    }

    /** The faces in {@code photo}, the surest first; boxes in its pixels. */
    static List<Detection> find(Path model, Picture photo) {
        Graph graph = OnnxReader.read(model).graph();
        String input = graph.inputNames().getFirst();
        try (Session session = Session.open(graph)) {
            Map<String, Value> outputs = session.run(Map.of(input, INPUT.toTensor(photo)));
            // scores [1, n, 2]: background and face; boxes [1, n, 4]: two corners, 0 to 1 of the picture
            Tensor scores = (Tensor) Objects.requireNonNull(outputs.get("scores"));
            Tensor boxes = (Tensor) Objects.requireNonNull(outputs.get("boxes"));
            List<Detection> candidates = new ArrayList<>();
            for (long i = 0; i < scores.shape().dim(1); i++) {
                double score = scores.doubleAt(2 * i + 1);
                if (score >= LEAST_SCORE) {
                    Box box = new Box(
                            boxes.doubleAt(4 * i) * photo.width(),
                            boxes.doubleAt(4 * i + 1) * photo.height(),
                            boxes.doubleAt(4 * i + 2) * photo.width(),
                            boxes.doubleAt(4 * i + 3) * photo.height());
                    candidates.add(new Detection("face", score, box));
                }
            }
            return NonMaximumSuppression.perLabel(MOST_OVERLAP).apply(candidates);
        }
    }
}
