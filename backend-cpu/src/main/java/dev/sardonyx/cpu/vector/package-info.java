/** The kernels on the Vector API: the only package that touches {@code jdk.incubator.vector}. */
@NullMarked
package dev.sardonyx.cpu.vector;

import org.jspecify.annotations.NullMarked;
