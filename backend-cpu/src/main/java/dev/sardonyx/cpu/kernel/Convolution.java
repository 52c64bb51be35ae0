package dev.sardonyx.cpu.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.sardonyx.api.Deadline;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of fixed shapes over any number of spatial axes: out[n, m, ...] = bias[m] + sum over the channels of
 * m's group and the kernel's positions of w[m, c, ...] * x[n, c, ...].
 *
 * <p>It is the product of the weights, one row per output channel as stored, with a matrix that has one column per
 * output position. A work item packs a block of those columns into panels and multiplies. So that packing copies
 * contiguous runs only, the input is first copied with its padding, and along the last axis by stride phase: the
 * positions x, x + stride, x + 2 stride, ... lie next to each other. An input without padding and with a last stride
 * of 1 is used where it is.
 *
 * <p>Where each group has one input channel the rows are computed directly.
 *
 * <p>Immutable: one object serves any number of runs at a time, each with its own scratch.
 */
public final class Convolution {
    /** Columns that one work item packs at a time. */
    private static final int PANELS = 8;

    /** Tiles of rows that pass over the packed columns together. */
    private static final int ROW_TILES = 8;

    private static final MemorySegment ZERO = Arena.global().allocate(64, 64);

    private final FloatKernels kernels;
    private final Parallel parallel;
    private final long batch;
    private final int groups;
    private final long channels;
    private final long outputs;
    private final long inputPlane;
    private final long[] input;
    private final long[] pads;
    private final long[] padded;
    private final boolean[][] used;
    private final int phases;
    private final long phaseLength;
    private final boolean inPlace;
    private final boolean direct;
    private final long plane;
    private final long[] taps;
    private final long[] rowStart;
    private final long rowLength;
    private final long pixels;
    private final int panelsPerItem;
    private final long rowsPerItem;
    private final long packedPerSlot;

    /**
     * Plans a convolution.
     *
     * @param batch N
     * @param groups how many groups the channels are divided into
     * @param channels input channels C, a multiple of {@code groups}
     * @param outputs output channels M, a multiple of {@code groups}
     * @param input the input's spatial sizes; these arrays have one entry per spatial axis, at least one
     * @param kernel the kernel's sizes
     * @param strides the steps between outputs
     * @param dilations the steps between the kernel's positions
     * @param pads zeros before the input on each axis; those after it follow from {@code output}
     * @param output the output's spatial sizes
     */
    public Convolution(
            FloatKernels kernels,
            Parallel parallel,
            long batch,
            int groups,
            long channels,
            long outputs,
            long[] input,
            long[] kernel,
            long[] strides,
            long[] dilations,
            long[] pads,
            long[] output) {
        this.kernels = kernels;
        this.parallel = parallel;
        this.batch = batch;
        this.groups = groups;
        this.channels = channels;
        this.outputs = outputs;
        this.input = input.clone();
        this.pads = pads.clone();
        int rank = input.length;
        int last = rank - 1;
        padded = new long[rank];
        used = new boolean[rank][];
        boolean fits = strides[last] == 1;
        for (int d = 0; d < rank; d++) {
            padded[d] = Math.max(1, (output[d] - 1) * strides[d] + (kernel[d] - 1) * dilations[d] + 1);
            fits &= pads[d] == 0 && padded[d] <= input[d];
        }
        inPlace = fits;
        phases = fits ? 1 : Math.toIntExact(Math.min(strides[last], padded[last]));
        phaseLength = fits ? input[last] : Math.ceilDiv(padded[last], phases);
        for (int d = 0; d < rank; d++) {
            used[d] = new boolean[d == last ? phases : Math.toIntExact(padded[d])];
            for (long k = 0; k < kernel[d]; k++) {
                for (long o = 0; o < (d == last ? 1 : output[d]); o++) {
                    long at = o * strides[d] + k * dilations[d];
                    used[d][(int) (d == last ? at % phases : at)] = true;
                }
            }
        }
        long[] axis = new long[rank];
        axis[last] = 1;
        long size = phases * phaseLength;
        for (int d = last - 1; d >= 0; d--) {
            axis[d] = size;
            size *= fits ? input[d] : padded[d];
        }
        plane = size;
        inputPlane = product(input);
        long channelsPerGroup = channels / groups;
        direct = channelsPerGroup == 1;
        long positions = product(kernel);
        taps = new long[Math.toIntExact(channelsPerGroup * positions)];
        for (int t = 0; t < taps.length; t++) {
            long rest = t % positions;
            long at = rest % kernel[last] * dilations[last];
            long offset = t / positions * plane + at % phases * phaseLength + at / phases;
            rest /= kernel[last];
            for (int d = last - 1; d >= 0; d--) {
                offset += rest % kernel[d] * dilations[d] * axis[d];
                rest /= kernel[d];
            }
            taps[t] = offset;
        }
        pixels = product(output);
        long[] starts = new long[Math.toIntExact(output[last] == 0 ? 0 : pixels / output[last])];
        boolean gapless = true;
        for (int r = 0; r < starts.length; r++) {
            long rest = r;
            for (int d = last - 1; d >= 0; d--) {
                starts[r] += rest % output[d] * strides[d] * axis[d];
                rest /= output[d];
            }
            gapless &= starts[r] == r * output[last];
        }
        // Rows that follow each other without a gap are one row.
        rowStart = gapless && starts.length > 0 ? new long[1] : starts;
        rowLength = gapless ? pixels : output[last];

        int width = kernels.tileColumns();
        int height = kernels.tileRows();
        long items = 3L * parallel.threads();
        int panels = PANELS;
        long rows = outputs / groups;
        if (parallel.threads() > 1) {
            while (panels > 1 && batch * groups * Math.ceilDiv(pixels, (long) panels * width) < items) {
                panels /= 2;
            }
            while (rows > 4L * height
                    && batch
                                    * groups
                                    * Math.ceilDiv(pixels, (long) panels * width)
                                    * Math.ceilDiv(outputs / groups, rows)
                            < items) {
                rows = Math.ceilDiv(Math.ceilDiv(rows, 2), height) * height;
            }
        }
        panelsPerItem = panels;
        rowsPerItem = Math.max(1, rows);
        packedPerSlot = align((panels * Math.min(taps.length, piece()) + 1) * width);
    }

    /** Bytes of scratch that one run needs, aligned to 64. */
    public long scratchBytes() {
        return 4 * (paddedElements() + (direct ? 0 : packedPerSlot * parallel.threads()));
    }

    private long paddedElements() {
        if (inPlace) {
            return 0;
        }
        return direct ? align(plane) * parallel.threads() : align(channels * plane + kernels.tileColumns());
    }

    private long piece() {
        return taps.length <= Gemm.DEPTH_UNCUT ? taps.length : Gemm.DEPTH_BLOCK;
    }

    /**
     * Convolves.
     *
     * @param w the weights, [M, C / groups, kernel...]
     * @param epilogue its bias has one number per output channel, its residual the shape of the output
     * @param scratch at least {@link #scratchBytes} from {@code scratchOffset} on
     */
    public void run(
            MemorySegment x,
            long xOffset,
            MemorySegment w,
            long wOffset,
            MemorySegment out,
            long outOffset,
            Epilogue epilogue,
            MemorySegment scratch,
            long scratchOffset,
            @Nullable Deadline deadline) {
        if (pixels == 0 || batch == 0 || outputs == 0) {
            return;
        }
        if (direct) {
            parallel.forRange(
                    batch * outputs,
                    deadline,
                    (item, slot) -> plane(
                            item,
                            x,
                            xOffset,
                            w,
                            wOffset,
                            out,
                            outOffset,
                            epilogue,
                            scratch,
                            scratchOffset + slot * align(plane)));
            return;
        }
        long packedAt = scratchOffset + paddedElements();
        if (inPlace) {
            long limit = xOffset + batch * channels * inputPlane;
            columns(0, batch, x, xOffset, limit, w, wOffset, out, outOffset, epilogue, scratch, packedAt, deadline);
            return;
        }
        long limit = scratchOffset + channels * plane + kernels.tileColumns();
        for (long n = 0; n < batch; n++) {
            long from = xOffset + n * channels * inputPlane;
            long perItem = Math.max(1, 16_384 / plane);
            parallel.forRange(Math.ceilDiv(channels, perItem), deadline, (item, slot) -> {
                for (long c = item * perItem; c < Math.min(channels, (item + 1) * perItem); c++) {
                    pad(x, from + c * inputPlane, scratch, scratchOffset + c * plane);
                }
            });
            columns(
                    n,
                    1,
                    scratch,
                    scratchOffset,
                    limit,
                    w,
                    wOffset,
                    out,
                    outOffset,
                    epilogue,
                    scratch,
                    packedAt,
                    deadline);
        }
    }

    /** Convolves {@code images} images from {@code first} on; {@code x} begins with the first of them. */
    private void columns(
            long first,
            long images,
            MemorySegment x,
            long xOffset,
            long limit,
            MemorySegment w,
            long wOffset,
            MemorySegment out,
            long outOffset,
            Epilogue epilogue,
            MemorySegment packed,
            long packedOffset,
            @Nullable Deadline deadline) {
        int width = kernels.tileColumns();
        long perItem = (long) panelsPerItem * width;
        long across = Math.ceilDiv(pixels, perItem);
        long rows = outputs / groups;
        long down = Math.ceilDiv(rows, rowsPerItem);
        parallel.forRange(images * groups * down * across, deadline, (item, slot) -> {
            long pixel = item % across * perItem;
            long rest = item / across;
            long row = rest % down * rowsPerItem;
            rest /= down;
            int group = (int) (rest % groups);
            long n = rest / groups;
            item(
                    group * rows + row,
                    Math.min(rowsPerItem, rows - row),
                    pixel,
                    Math.min(perItem, pixels - pixel),
                    x,
                    xOffset + (n * channels + group * (channels / groups)) * plane,
                    limit,
                    w,
                    wOffset,
                    out,
                    outOffset + (first + n) * outputs * pixels,
                    epilogue,
                    (first + n) * outputs * pixels,
                    packed,
                    packedOffset + slot * packedPerSlot);
        });
    }

    private void item(
            long row,
            long rows,
            long pixel,
            long count,
            MemorySegment x,
            long xOffset,
            long limit,
            MemorySegment w,
            long wOffset,
            MemorySegment out,
            long outOffset,
            Epilogue epilogue,
            long residualImage,
            MemorySegment packed,
            long packedOffset) {
        int width = kernels.tileColumns();
        long chunk = (long) ROW_TILES * kernels.tileRows();
        int depth = taps.length;
        long[] runSource = new long[width];
        int[] runColumn = new int[width];
        for (int k = 0; k < depth; ) {
            int length = (int) Math.min(piece(), depth - k);
            for (long j = 0; j < count; j += width) {
                int columns = (int) Math.min(width, count - j);
                int runs = 0;
                for (int column = 0; column < columns; runs++) {
                    long at = pixel + j + column;
                    long within = at % rowLength;
                    runSource[runs] = xOffset + rowStart[(int) (at / rowLength)] + within;
                    runColumn[runs] = column;
                    column = (int) Math.min(columns, column + rowLength - within);
                }
                kernels.packRuns(
                        x, runSource, runColumn, runs, taps, k, length, limit, packed, packedOffset + j * length);
            }
            for (long i = 0; i < rows; i += chunk) {
                long some = Math.min(chunk, rows - i);
                long to = outOffset + (row + i) * pixels + pixel;
                for (long j = 0; j < count; j += width) {
                    Gemm.strip(
                            kernels,
                            some,
                            w,
                            wOffset + (row + i) * depth + k,
                            depth,
                            packed,
                            packedOffset + j * length,
                            length,
                            (int) Math.min(width, count - j),
                            out,
                            to + j,
                            pixels,
                            k > 0);
                }
                if (k + length == depth) {
                    finish(epilogue, row + i, some, count, out, to, residualImage + (row + i) * pixels + pixel);
                }
            }
            k += length;
        }
    }

    private void finish(
            Epilogue e, long channel, long rows, long columns, MemorySegment out, long outOffset, long residualAt) {
        Activation activation = e.activation();
        MemorySegment bias = e.bias();
        MemorySegment residual = e.residual();
        MemorySegment biases = bias == null ? ZERO : bias;
        long biasAt = bias == null ? 0 : e.biasOffset() + channel;
        int biasStep = bias == null ? 0 : 1;
        float low = activation.isClamp() ? activation.low() : Float.NEGATIVE_INFINITY;
        float high = activation.isClamp() ? activation.high() : Float.POSITIVE_INFINITY;
        if (residual != null) {
            kernels.finishRowsResidual(
                    out,
                    outOffset,
                    pixels,
                    rows,
                    columns,
                    biases,
                    biasAt,
                    biasStep,
                    residual,
                    e.residualOffset() + residualAt,
                    pixels,
                    low,
                    high);
        } else if (bias != null || (activation.isClamp() && activation.kind() != Unary.IDENTITY)) {
            kernels.finishRows(out, outOffset, pixels, rows, columns, biases, biasAt, biasStep, low, high);
        }
        if (!activation.isClamp()) {
            for (long i = 0; i < rows; i++) {
                long at = outOffset + i * pixels;
                kernels.unary(activation, out, at, out, at, columns);
            }
        }
    }

    /** One output channel of one image, where a group has one input channel. */
    private void plane(
            long item,
            MemorySegment x,
            long xOffset,
            MemorySegment w,
            long wOffset,
            MemorySegment out,
            long outOffset,
            Epilogue epilogue,
            MemorySegment scratch,
            long scratchOffset) {
        long n = item / outputs;
        long m = item % outputs;
        long from = xOffset + (n * channels + m / (outputs / groups)) * inputPlane;
        MemorySegment source = x;
        long sourceOffset = from;
        if (!inPlace) {
            pad(x, from, scratch, scratchOffset);
            source = scratch;
            sourceOffset = scratchOffset;
        }
        long to = outOffset + item * pixels;
        for (int r = 0; r < rowStart.length; r++) {
            kernels.depthwiseRow(
                    source,
                    sourceOffset + rowStart[r],
                    taps,
                    w,
                    wOffset + m * taps.length,
                    out,
                    to + r * rowLength,
                    rowLength,
                    0,
                    Float.NEGATIVE_INFINITY,
                    Float.POSITIVE_INFINITY);
        }
        finish(epilogue, m, 1, pixels, out, to, item * pixels);
    }

    /** Copies one channel with its padding, by phases of the last axis, as far as the convolution reads it. */
    private void pad(MemorySegment x, long from, MemorySegment to, long toOffset) {
        int last = input.length - 1;
        long rowBytes = phases * phaseLength * 4;
        long rows = plane / (phases * phaseLength);
        MemorySegment target = to.asSlice(toOffset * 4, plane * 4);
        MemorySegment source = x.asSlice(from * 4, inputPlane * 4);
        for (long r = 0; r < rows; r++) {
            long rest = r;
            long row = 0;
            long step = input[last];
            boolean read = true;
            boolean inside = true;
            for (int d = last - 1; d >= 0; d--) {
                long at = rest % padded[d];
                rest /= padded[d];
                read &= used[d][(int) at];
                inside &= at >= pads[d] && at - pads[d] < input[d];
                row += (at - pads[d]) * step;
                step *= input[d];
            }
            if (read) {
                for (int phase = 0; phase < phases; phase++) {
                    if (used[last][phase]) {
                        padRow(source, row, inside, phase, target, r * rowBytes + phase * phaseLength * 4);
                    }
                }
            }
        }
    }

    private void padRow(MemorySegment source, long row, boolean inside, int phase, MemorySegment target, long at) {
        int last = input.length - 1;
        // The first and one past the last place of this phase that lies inside the input.
        long begin = Math.min(phaseLength, Math.max(0, Math.ceilDiv(pads[last] - phase, (long) phases)));
        long end = Math.min(phaseLength, Math.max(0, Math.ceilDiv(pads[last] + input[last] - phase, (long) phases)));
        if (!inside || end <= begin) {
            begin = phaseLength;
            end = phaseLength;
        }
        for (long q = 0; q < begin; q++) {
            target.set(JAVA_FLOAT_UNALIGNED, at + q * 4, 0f);
        }
        long first = row + begin * phases + phase - pads[last];
        if (phases == 1 && end > begin) {
            MemorySegment.copy(source, first * 4, target, at + begin * 4, (end - begin) * 4);
        } else {
            long step = phases * 4L;
            long read = first * 4;
            for (long q = begin; q < end; q++, read += step) {
                target.set(JAVA_FLOAT_UNALIGNED, at + q * 4, source.get(JAVA_FLOAT_UNALIGNED, read));
            }
        }
        for (long q = end; q < phaseLength; q++) {
            target.set(JAVA_FLOAT_UNALIGNED, at + q * 4, 0f);
        }
    }

    private static long align(long elements) {
        return Math.ceilDiv(elements, 16) * 16;
    }

    private static long product(long[] sizes) {
        long product = 1;
        for (long size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }
}
