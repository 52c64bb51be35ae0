/** Operators between real numbers and the small integers and floats that stand for them. */
@NullMarked
package dev.sardonyx.api.op.quantization;

import org.jspecify.annotations.NullMarked;
