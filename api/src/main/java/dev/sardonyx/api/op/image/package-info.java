/** Operators that sample images between their pixels: resizing, grids, regions, and patches. */
@NullMarked
package dev.sardonyx.api.op.image;

import org.jspecify.annotations.NullMarked;
