/** The sardonyx command. */
@NullMarked
package dev.sardonyx.cli;

import org.jspecify.annotations.NullMarked;
