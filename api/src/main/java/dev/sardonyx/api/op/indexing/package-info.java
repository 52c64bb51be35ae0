/** Operators that read or write at places which data name: gathering, scattering, selecting, compacting. */
@NullMarked
package dev.sardonyx.api.op.indexing;

import org.jspecify.annotations.NullMarked;
