package dev.sardonyx.zoo.audio;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Where;
import dev.sardonyx.zoo.internal.InputFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where the samples of a WAVE file lie and how they are stored, found by walking its chunks. */
record WavLayout(Encoding encoding, int channels, int sampleRate, long dataOffset, long frames) {
    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final long UNKNOWN_LENGTH = 0xFFFF_FFFFL;

    /** How one sample is stored. */
    enum Encoding {
        PCM8(PCM, 1),
        PCM16(PCM, 2),
        PCM24(PCM, 3),
        PCM32(PCM, 4),
        FLOAT32(IEEE_FLOAT, 4),
        FLOAT64(IEEE_FLOAT, 8);

        private final int code;
        private final int bytes;

        Encoding(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        static @Nullable Encoding of(int code, int bits) {
            for (Encoding encoding : values()) {
                if (encoding.code == code && encoding.bytes * 8 == bits) {
                    return encoding;
                }
            }
            return null;
        }

        double decode(ByteBuffer from, int at) {
            return switch (this) {
                case PCM8 -> ((from.get(at) & 0xFF) - 128) / 128.0;
                case PCM16 -> from.getShort(at) / 32768.0;
                case PCM24 -> ((from.getShort(at) & 0xFFFF) | (from.get(at + 2) << 16)) / 8388608.0;
                case PCM32 -> from.getInt(at) / 2147483648.0;
                case FLOAT32 -> from.getFloat(at);
                case FLOAT64 -> from.getDouble(at);
            };
        }
    }

    private record Format(Encoding encoding, int channels, int sampleRate) {}

    int sampleBytes() {
        return encoding.bytes;
    }

    int frameBytes() {
        return encoding.bytes * channels;
    }

    static WavLayout of(InputFile file) {
        ByteBuffer riff = file.read(0, 12, "the RIFF header");
        if (!tag(riff, 0).equals("RIFF") || !tag(riff, 8).equals("WAVE")) {
            throw wrong(file, 0, "a RIFF WAVE file", tag(riff, 0) + " " + tag(riff, 8));
        }
        Format format = null;
        long at = 12;
        while (at < file.length()) {
            ByteBuffer chunk = file.read(at, 8, "a chunk's header");
            String tag = tag(chunk, 0);
            long size = Integer.toUnsignedLong(chunk.getInt(4));
            at += 8;
            if (tag.equals("data")) {
                return withData(file, format, at, size);
            }
            file.require(at, size, "chunk '" + Escape.text(tag) + "'");
            if (tag.equals("fmt ")) {
                format = format(file, at, size);
            }
            at += size + (size & 1);
        }
        throw wrong(file, file.length(), "a 'data' chunk with samples", "the end of the file");
    }

    private static WavLayout withData(InputFile file, @Nullable Format format, long at, long declared) {
        if (format == null) {
            throw wrong(file, at, "a 'fmt ' chunk before the 'data' chunk", "none");
        }
        int frameBytes = format.encoding.bytes * format.channels;
        // A program that writes to a pipe cannot go back and fill in the length; what follows is then all samples.
        long size = declared == UNKNOWN_LENGTH
                ? Math.floorDiv(file.length() - at, frameBytes) * (long) frameBytes
                : declared;
        file.require(at, size, "samples");
        if (size % frameBytes != 0) {
            throw wrong(file, at, "whole frames of " + frameBytes + " bytes", size + " bytes");
        }
        return new WavLayout(format.encoding, format.channels, format.sampleRate, at, size / frameBytes);
    }

    private static Format format(InputFile file, long at, long size) {
        if (size < 16) {
            throw wrong(file, at, "a 'fmt ' chunk of 16 bytes or more", size + " bytes");
        }
        ByteBuffer chunk = file.read(at, (int) Math.min(size, 40), "the format");
        int code = chunk.getShort(0) & 0xFFFF;
        if (code == EXTENSIBLE) {
            if (chunk.limit() < 40) {
                throw wrong(file, at, "an extensible 'fmt ' chunk of 40 bytes", size + " bytes");
            }
            code = chunk.getShort(24) & 0xFFFF;
        }
        int channels = chunk.getShort(2) & 0xFFFF;
        int sampleRate = chunk.getInt(4);
        int bits = chunk.getShort(14) & 0xFFFF;
        Encoding encoding = Encoding.of(code, bits);
        if (encoding == null) {
            throw wrong(
                    file,
                    at,
                    "PCM of 8, 16, 24 or 32 bits or IEEE floats of 32 or 64",
                    "format " + code + " with " + bits + " bits; convert it to 16-bit PCM");
        }
        int frameBytes = chunk.getShort(12) & 0xFFFF;
        if (channels == 0 || sampleRate <= 0 || frameBytes != channels * encoding.bytes) {
            throw wrong(
                    file,
                    at,
                    "a channel count, a sample rate and a frame size that agree",
                    channels + " channels, " + Integer.toUnsignedString(sampleRate) + " Hz, frames of " + frameBytes
                            + " bytes");
        }
        return new Format(encoding, channels, sampleRate);
    }

    private static String tag(ByteBuffer from, int at) {
        byte[] tag = new byte[4];
        from.get(at, tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }

    private static InputException wrong(InputFile file, long at, String expected, String found) {
        return new InputException(
                "expected " + expected + ", found " + Escape.text(found), Where.offset(file.name(), at));
    }
}
