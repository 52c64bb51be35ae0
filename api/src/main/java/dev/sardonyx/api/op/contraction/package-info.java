/** Operators that sum products: matrix products and convolutions. */
@NullMarked
package dev.sardonyx.api.op.contraction;

import org.jspecify.annotations.NullMarked;
