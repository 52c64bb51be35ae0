/** Runs graphs on ONNX Runtime. */
@NullMarked
package dev.sardonyx.onnxruntime;

import org.jspecify.annotations.NullMarked;
