/** The backend {@code reference}: the operators' own meaning, slow and obvious. The oracle of all others. */
@NullMarked
package dev.sardonyx.cpu.reference;

import org.jspecify.annotations.NullMarked;
