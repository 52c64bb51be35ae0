/** Classical machine learning, ONNX's domain {@code ai.onnx.ml}: linear models, trees, feature preparation. */
@NullMarked
package dev.sardonyx.api.op.ml;

import org.jspecify.annotations.NullMarked;
