/** Runs graphs on the CPU, with the Vector API where the JVM offers it. */
@NullMarked
package dev.sardonyx.cpu;

import org.jspecify.annotations.NullMarked;
