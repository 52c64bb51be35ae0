package dev.sardonyx.zoo.audio;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.zoo.internal.InputFile;
import dev.sardonyx.zoo.internal.OutputFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One channel of sound, read from or written to a RIFF WAVE file.
 *
 * <p>Integer samples are scaled to -1..1 (full scale is -1, so the largest value is a step below 1); floating
 * samples are taken as they are and may exceed that range.
 *
 * @param samples a FLOAT tensor of one dimension
 * @param sampleRate samples a second
 */
public record Wav(Tensor samples, int sampleRate) {
    private static final int BLOCK_FRAMES = 1 << 14;

    public Wav {
        if (samples.elementType() != ElementType.FLOAT || samples.shape().rank() != 1) {
            throw new InputException("expected samples of type float[n], found " + samples.type());
        }
        if (sampleRate <= 0) {
            throw new InputException("expected a positive sample rate, found " + sampleRate);
        }
    }

    /** The sound in {@code path}, all channels mixed. */
    public static Wav read(Path path) {
        return read(path, Channel.MIX);
    }

    /**
     * One channel of the sound in {@code path}: PCM of 8, 16, 24 or 32 bits, or IEEE floats of 32 or 64.
     *
     * @throws InputException if the file is no such recording, is truncated, or lacks the channel
     * @throws ModelIoException if the file cannot be read
     */
    public static Wav read(Path path, Channel channel) {
        try (InputFile file = InputFile.open(path)) {
            WavLayout layout = WavLayout.of(file);
            if (channel == Channel.RIGHT && layout.channels() < 2) {
                throw new InputException(
                        "expected a recording with a right channel, found a mono one; read it with Channel.MIX",
                        Where.source(file.name()));
            }
            return new Wav(samples(file, layout, channel), layout.sampleRate());
        }
    }

    private static Tensor samples(InputFile file, WavLayout layout, Channel channel) {
        int channels = layout.channels();
        int sampleBytes = layout.sampleBytes();
        Tensor samples = Tensor.allocate(ElementType.FLOAT, Shape.of(layout.frames()));
        int first = channel == Channel.RIGHT ? 1 : 0;
        int last = channel == Channel.MIX ? channels : first + 1;
        int blockFrames = Math.max(1, BLOCK_FRAMES / channels);
        for (long done = 0; done < layout.frames(); done += blockFrames) {
            int count = (int) Math.min(blockFrames, layout.frames() - done);
            ByteBuffer block =
                    file.read(layout.dataOffset() + done * layout.frameBytes(), count * layout.frameBytes(), "samples");
            for (int frame = 0; frame < count; frame++) {
                double sum = 0;
                for (int c = first; c < last; c++) {
                    sum += layout.encoding().decode(block, frame * layout.frameBytes() + c * sampleBytes);
                }
                samples.setDouble(done + frame, sum / (last - first));
            }
        }
        return samples;
    }

    /** This sound at another sample rate; see {@link Resampler}. */
    public Wav resampled(int newRate) {
        return new Wav(Resampler.between(sampleRate, newRate).resample(samples), newRate);
    }

    /**
     * Writes this sound as 16-bit PCM, mono. Samples outside -1..1 are clipped.
     *
     * @throws InputException if a sample is not a number, or the file would exceed 4 GiB
     * @throws ModelIoException if the file cannot be written
     */
    public void write(Path path) {
        Tensor host = samples.toHost();
        long dataBytes = 2 * host.elements();
        for (long i = 0; i < host.elements(); i++) {
            if (Double.isNaN(host.doubleAt(i))) {
                throw new InputException(
                        "sample " + i + " is not a number; there is no such sound", Where.source(path.toString()));
            }
        }
        if (dataBytes > 0xFFFF_FFFFL - 36) {
            throw new InputException(
                    "expected at most 4 GiB of sound, found " + dataBytes + " bytes; write it in parts",
                    Where.source(path.toString()));
        }
        OutputFile.write(path, channel -> {
            OutputFile.writeAll(channel, header(dataBytes));
            ByteBuffer block = ByteBuffer.allocate(2 * BLOCK_FRAMES).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < host.elements(); i++) {
                block.putShort((short) Math.clamp(Math.rint(host.doubleAt(i) * 32768), -32768, 32767));
                if (!block.hasRemaining()) {
                    OutputFile.writeAll(channel, block.flip());
                    block.clear();
                }
            }
            OutputFile.writeAll(channel, block.flip());
        });
    }

    private ByteBuffer header(long dataBytes) {
        ByteBuffer out = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt((int) (36 + dataBytes)).put(ascii("WAVEfmt "));
        out.putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(sampleRate).putInt(2 * sampleRate).putShort((short) 2).putShort((short) 16);
        return out.put(ascii("data")).putInt((int) dataBytes).flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
