package dev.sardonyx.onnx;

import java.util.Map;
import java.util.TreeMap;

/** Which version of the file format ONNX released together with which operator set. */
final class FormatVersions {
    /** From this version on, constants need not be listed among the graph inputs. */
    static final long CONSTANTS_ARE_NO_INPUTS = 4;

    /** By the first operator set that came with it. */
    private static final TreeMap<Long, Long> BY_OPSET = new TreeMap<>(Map.ofEntries(
            Map.entry(1L, 3L),
            Map.entry(9L, 4L),
            Map.entry(10L, 5L),
            Map.entry(11L, 6L),
            Map.entry(12L, 7L),
            Map.entry(15L, 8L),
            Map.entry(19L, 9L),
            Map.entry(21L, 10L),
            Map.entry(23L, 11L),
            Map.entry(24L, 12L),
            Map.entry(25L, 13L)));

    private FormatVersions() {}

    /** The smallest format version of the release that had {@code opset}. */
    static long of(long opset) {
        return BY_OPSET.floorEntry(opset).getValue();
    }
}
