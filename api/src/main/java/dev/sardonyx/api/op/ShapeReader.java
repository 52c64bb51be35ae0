package dev.sardonyx.api.op;

/** Marks an operator that reads the type of its input only, never the data: Shape, Size. */
public interface ShapeReader {}
