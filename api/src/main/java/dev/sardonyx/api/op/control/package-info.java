/** Control flow: operators whose attributes are graphs. */
@NullMarked
package dev.sardonyx.api.op.control;

import org.jspecify.annotations.NullMarked;
