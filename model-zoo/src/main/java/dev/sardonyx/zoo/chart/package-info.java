/** Pictures of what networks compute: rows of small pictures, bars and lines. */
@NullMarked
package dev.sardonyx.zoo.chart;

import org.jspecify.annotations.NullMarked;
