package dev.sardonyx.api.op;

import java.util.List;

/**
 * Adds operators from outside, found with {@link java.util.ServiceLoader}. The ONNX mapping of such operators
 * is found by the reader under {@link Signature#domain()} and {@link Signature#name()}.
 */
public interface OperatorProvider {
    /** Makes operators from attributes that were read from a model. */
    interface Factory {
        /**
         * The operator for attributes by ONNX name: {@link Long}, {@link Float}, {@link String},
         * {@link dev.sardonyx.api.tensor.Tensor}, {@link Subgraph} or a {@link List} of one of them.
         *
         * @throws dev.sardonyx.api.SardonyxException if an attribute is missing, unknown or out of range
         */
        Operator create(java.util.Map<String, Object> attributes);

        /** The attributes of such an operator, for writing; the inverse of {@link #create}. */
        java.util.Map<String, Object> attributes(Operator operator);
    }

    /** One operator on offer: any operator of its signature and how to make it. */
    record Offer(String domain, String name, long sinceVersion, Factory factory) {}

    List<Offer> operators();
}
