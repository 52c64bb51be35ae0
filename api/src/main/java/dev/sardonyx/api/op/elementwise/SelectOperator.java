package dev.sardonyx.api.op.elementwise;

import dev.sardonyx.api.op.CoreOperator;

/**
 * The family that takes each element from one of two tensors, as a bool tensor says: inputs condition, X and Y,
 * which broadcast to the output. Elements of any type are copied bit for bit.
 */
public interface SelectOperator extends CoreOperator {}
