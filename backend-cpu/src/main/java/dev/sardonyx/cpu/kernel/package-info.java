/**
 * The arithmetic of the CPU backend: float32 kernels over native memory, the loops around them, and the threads that
 * share the work.
 *
 * <p>Every segment handed to this package is native and should be aligned to 64 bytes: one heap segment in a kernel
 * makes the JIT compile it for both kinds, and it then runs four to eight times slower. Offsets and strides count
 * elements unless a name says bytes. Nothing here checks shapes that a caller has checked already; the segments' own
 * bounds checks stay on.
 *
 * <p>Results do not depend on the number of threads, and the bits of an output element depend only on the operands of
 * its own reduction: every tile, full or at an edge, adds the products in the order of k.
 */
@NullMarked
package dev.sardonyx.cpu.kernel;

import org.jspecify.annotations.NullMarked;
