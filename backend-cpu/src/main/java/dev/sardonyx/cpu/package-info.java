/** The backend {@code cpu}: compiles a partition to steps over one arena, with kernels on the Vector API. */
@NullMarked
package dev.sardonyx.cpu;

import org.jspecify.annotations.NullMarked;
