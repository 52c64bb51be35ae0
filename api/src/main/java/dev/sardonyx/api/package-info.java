/** What every other package needs: the exception hierarchy, the limits, and the deadline. */
@NullMarked
package dev.sardonyx.api;

import org.jspecify.annotations.NullMarked;
