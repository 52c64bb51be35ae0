/**
 * The one intermediate representation: an immutable graph of typed operators at one operator set, verified
 * when it is made; its types; its builder; and the interpreter that gives it meaning.
 */
@NullMarked
package dev.sardonyx.api.graph;

import org.jspecify.annotations.NullMarked;
