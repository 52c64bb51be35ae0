/** What a detector found, and the suppression of its duplicates. */
@NullMarked
package dev.sardonyx.zoo.detect;

import org.jspecify.annotations.NullMarked;
