/** Well-known models built in code. */
@NullMarked
package dev.sardonyx.zoo;

import org.jspecify.annotations.NullMarked;
