/** What the packages of this module share; not exported. */
@NullMarked
package dev.sardonyx.zoo.internal;

import org.jspecify.annotations.NullMarked;
