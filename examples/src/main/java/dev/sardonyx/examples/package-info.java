/** Short programs to copy from. */
@NullMarked
package dev.sardonyx.examples;

import org.jspecify.annotations.NullMarked;
