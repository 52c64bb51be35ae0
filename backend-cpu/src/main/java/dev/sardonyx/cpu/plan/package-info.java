/** The plan of a partition for one set of input shapes: values, memory, steps. */
@NullMarked
package dev.sardonyx.cpu.plan;

import org.jspecify.annotations.NullMarked;
