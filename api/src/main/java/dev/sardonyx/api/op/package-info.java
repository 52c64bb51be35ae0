/**
 * What an operator is: its signature, its type and shape inference, and its executable meaning. The
 * operators themselves live in the packages below, one file each.
 */
@NullMarked
package dev.sardonyx.api.op;

import org.jspecify.annotations.NullMarked;
