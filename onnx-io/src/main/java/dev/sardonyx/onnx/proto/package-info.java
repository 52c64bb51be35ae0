/** The wire format of ONNX: what the bytes say, with bounds on nesting, names and counts, and nothing about what they mean. */
@NullMarked
package dev.sardonyx.onnx.proto;

import org.jspecify.annotations.NullMarked;
