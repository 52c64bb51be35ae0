package dev.sardonyx.cpu.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The right operand B of a matrix product, in panels: the first {@link FloatKernels#tileColumns} columns row after row,
 * then the next columns, the last panel filled up with zeros. A tile then reads its panel from start to end.
 *
 * @param data the panels
 * @param offset where they begin
 * @param depth rows K of B
 * @param columns columns N of B
 */
public record PackedMatrix(MemorySegment data, long offset, long depth, long columns) {}
