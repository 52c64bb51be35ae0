/** How each family of operators becomes kernel calls, one factory a file. */
@NullMarked
package dev.sardonyx.cpu.op;

import org.jspecify.annotations.NullMarked;
