/** Element types, symbolic and concrete shapes, and the values a graph computes with. */
@NullMarked
package dev.sardonyx.api.tensor;

import org.jspecify.annotations.NullMarked;
