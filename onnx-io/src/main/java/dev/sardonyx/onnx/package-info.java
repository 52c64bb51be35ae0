/** Reads and writes ONNX models. */
@NullMarked
package dev.sardonyx.onnx;

import org.jspecify.annotations.NullMarked;
