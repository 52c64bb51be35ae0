/** Rewrites of a graph that keep its meaning. The graph is verified after each; a failing pass is named. */
@NullMarked
package dev.sardonyx.api.pass;

import org.jspecify.annotations.NullMarked;
