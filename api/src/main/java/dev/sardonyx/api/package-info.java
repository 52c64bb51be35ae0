/** The tensor, graph and operator model, and the interfaces a backend implements. */
@NullMarked
package dev.sardonyx.api;

import org.jspecify.annotations.NullMarked;
