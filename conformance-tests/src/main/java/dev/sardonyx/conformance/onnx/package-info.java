/** Runs the data sets of the ONNX project's backend tests. */
@NullMarked
package dev.sardonyx.conformance.onnx;

import org.jspecify.annotations.NullMarked;
