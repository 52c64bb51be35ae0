package dev.sardonyx.zoo.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {
    private static final int TRUE_LENGTH = -2;

    @TempDir
    Path folder;

    @Test
    void returnsWhatWasWrittenAndClips() {
        Path file = folder.resolve("a.wav");

        new Wav(Tensor.ofFloats(Shape.of(5), 0, 0.5f, -1, 2, -2), 16000).write(file);

        Wav wav = Wav.read(file);
        assertThat(wav.sampleRate()).isEqualTo(16000);
        assertThat(wav.samples().toFloats()).containsExactly(0, 0.5f, -1, 32767 / 32768f, -1);
    }

    @Test
    void returnsLongSounds() {
        Path file = folder.resolve("a.wav");
        float[] values = new float[50_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 65536 - 32768) / 32768f;
        }

        new Wav(Tensor.ofFloats(Shape.of(values.length), values), 8000).write(file);

        assertThat(Wav.read(file).samples().toFloats()).containsExactly(values);
    }

    @Test
    void readsEveryEncoding() throws IOException {
        assertThat(read(1, 8, data -> data.put(new byte[] {(byte) 128, 0, (byte) 192})))
                .containsExactly(0, -1, 0.5f);
        assertThat(read(1, 16, data -> data.putShort((short) -16384))).containsExactly(-0.5f);
        assertThat(read(1, 24, data -> data.put(new byte[] {0, 0, (byte) 0x80, 0, 0, 0x40, -1, -1, -1})))
                .containsExactly(-1, 0.5f, -1 / 8388608f);
        assertThat(read(1, 32, data -> data.putInt(1 << 30))).containsExactly(0.5f);
        assertThat(read(3, 32, data -> data.putFloat(1.5f))).containsExactly(1.5f);
        assertThat(read(3, 64, data -> data.putDouble(-0.25))).containsExactly(-0.25f);
    }

    @Test
    void mixesOrChoosesChannels() throws IOException {
        Path file = file(
                1,
                2,
                16,
                TRUE_LENGTH,
                data -> data.putShort((short) 16384)
                        .putShort((short) 0)
                        .putShort((short) -32768)
                        .putShort((short) 16384));

        assertThat(Wav.read(file).samples().toFloats()).containsExactly(0.25f, -0.25f);
        assertThat(Wav.read(file, Channel.LEFT).samples().toFloats()).containsExactly(0.5f, -1);
        assertThat(Wav.read(file, Channel.RIGHT).samples().toFloats()).containsExactly(0, 0.5f);
    }

    @Test
    void takesALengthThatAPipeCouldNotFillIn() throws IOException {
        Path file =
                file(1, 1, 16, 0xFFFF_FFFF, data -> data.putShort((short) 16384).put((byte) 1));

        assertThat(Wav.read(file).samples().toFloats()).containsExactly(0.5f);
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        Path mono = file(1, 1, 16, TRUE_LENGTH, data -> data.putShort((short) 0));
        assertThatThrownBy(() -> Wav.read(mono, Channel.RIGHT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("mono");
        assertRefused("truncated", file(1, 1, 16, 0x7FFF_FFF0, data -> data.putShort((short) 0)));
        assertRefused("whole frames", file(1, 2, 16, TRUE_LENGTH, data -> data.putShort((short) 0)));
        assertRefused("format 6", file(6, 1, 8, TRUE_LENGTH, data -> data.put((byte) 0)));
        assertRefused("format 1 with 12", file(1, 1, 12, TRUE_LENGTH, data -> data.put((byte) 0)));
        assertRefused("0 channels", file(1, 0, 16, TRUE_LENGTH, data -> data.putShort((short) 0)));
        assertThatThrownBy(() -> Wav.read(folder.resolve("none.wav"))).isInstanceOf(ModelIoException.class);
        assertThatThrownBy(() -> new Wav(Tensor.ofFloats(Shape.of(1), Float.NaN), 1).write(mono))
                .isInstanceOf(InputException.class);
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        Path file = file(1, 1, 16, TRUE_LENGTH, data -> data.putShort((short) 0));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Wav.read(file)).isInstanceOf(InputException.class);
        }
    }

    private static void assertRefused(String message, Path file) {
        assertThatThrownBy(() -> Wav.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected")
                .hasMessageContaining(message);
    }

    private interface Data {
        void putInto(ByteBuffer buffer);
    }

    private float[] read(int code, int bits, Data data) throws IOException {
        return Wav.read(file(code, 1, bits, TRUE_LENGTH, data)).samples().toFloats();
    }

    /** A file with a chunk of odd length before the samples; {@code declared} is the length of the samples. */
    private Path file(int code, int channels, int bits, int declared, Data data) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInto(content);
        int size = content.position();
        ByteBuffer out = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(0).put(ascii("WAVE"));
        out.put(ascii("LIST")).putInt(3).putInt(0);
        out.put(ascii("fmt ")).putInt(16).putShort((short) code).putShort((short) channels);
        out.putInt(8000).putInt(0).putShort((short) (channels * bits / 8)).putShort((short) bits);
        out.put(ascii("data")).putInt(declared == TRUE_LENGTH ? size : declared);
        out.put(content.array(), 0, size);
        Path file = Files.createTempFile(folder, "sound", ".wav");
        return Files.write(file, Arrays.copyOf(out.array(), out.position()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
