/** What object detectors need after their network. */
@NullMarked
package dev.sardonyx.api.op.detection;

import org.jspecify.annotations.NullMarked;
