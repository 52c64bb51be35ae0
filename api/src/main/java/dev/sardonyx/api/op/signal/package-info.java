/** Signal processing: Fourier transforms, windows, mel filter banks. */
@NullMarked
package dev.sardonyx.api.op.signal;

import org.jspecify.annotations.NullMarked;
