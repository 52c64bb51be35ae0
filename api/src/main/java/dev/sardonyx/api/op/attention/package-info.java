/** Operators of transformers: attention and the embedding of positions. */
@NullMarked
package dev.sardonyx.api.op.attention;

import org.jspecify.annotations.NullMarked;
