/**
 * What a backend implements: {@link dev.sardonyx.api.spi.BackendProvider} is found, probed and opened;
 * {@link dev.sardonyx.api.spi.Device} says what it can run and compiles partitions;
 * {@link dev.sardonyx.api.spi.Executable} runs them. {@link dev.sardonyx.api.spi.KernelDevice} turns a table of
 * kernels into a device.
 */
@NullMarked
package dev.sardonyx.api.spi;

import org.jspecify.annotations.NullMarked;
