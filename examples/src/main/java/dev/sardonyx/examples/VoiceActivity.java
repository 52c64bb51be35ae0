package dev.sardonyx.examples;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.State;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.zoo.audio.Wav;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says when somebody speaks in a recording, with the voice detector Silero VAD (silero_vad_16k_op15). Its state is
 * carried from frame to frame, as for a live microphone.
 *
 * <pre>{@code
 * VoiceActivity silero_vad_16k_op15.onnx speech.wav
 * }</pre>
 */
public final class VoiceActivity {
    private static final int RATE = 16_000;
    private static final int FRAME = 512;
    /** Samples of the frame before, which the network wants to see again. */
    private static final int CONTEXT = 64;

    private VoiceActivity() {}

    /** Arguments: the model and the recording. */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: VoiceActivity MODEL WAV");
            System.exit(2);
        }
        double[] probabilities = listen(Path.of(args[0]), Wav.read(Path.of(args[1])));
        System.out.println("frame  seconds  probability");
        for (int frame = 0; frame < probabilities.length; frame++) {
            System.out.printf(
                    "%5d  %7.3f  %.4f  %s%n",
                    frame, (double) frame * FRAME / RATE, probabilities[frame], "#".repeat((int)
                                    (40 * probabilities[frame])));
        }
        long speech = Arrays.stream(probabilities).filter(p -> p > 0.5).count();
        System.out.println(speech + " of " + probabilities.length + " frames are speech");
    }

    /** The probability that somebody speaks, for each frame. */
    static double[] listen(Path model, Wav recording) {
        float[] samples = recording.resampled(RATE).samples().toFloats();
        double[] probabilities = new double[samples.length / FRAME];
        Graph graph = OnnxReader.read(model).graph();
        try (Session session = Session.open(graph)) {
            Tensor silence = Tensor.allocate(ElementType.FLOAT, Shape.of(2, 1, 128));
            State state = session.newState(List.of(State.Slot.fixed("state", "stateN", silence)));
            Map<String, Value> inputs = new HashMap<>();
            inputs.put("sr", Tensor.scalar((long) RATE));
            float[] window = new float[CONTEXT + FRAME];
            for (int frame = 0; frame < probabilities.length; frame++) {
                System.arraycopy(window, FRAME, window, 0, CONTEXT);
                System.arraycopy(samples, frame * FRAME, window, CONTEXT, FRAME);
                inputs.put("input", Tensor.ofFloats(Shape.of(1, window.length), window));
                Tensor output =
                        (Tensor) Objects.requireNonNull(state.run(inputs).get("output"));
                probabilities[frame] = output.doubleAt(0);
            }
        }
        return probabilities;
    }
}
