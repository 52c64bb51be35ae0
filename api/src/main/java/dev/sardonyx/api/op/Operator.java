package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator with its attributes: an immutable record whose components are ONNX's attributes, checked when
 * it is made. Names and meaning are ONNX's at the newest supported operator set; older sets are translated
 * when a model is read.
 *
 * <p>An operator is {@linkplain CoreOperator core} (backends implement its family), {@linkplain
 * CompositeOperator composite} (it decomposes into others), {@linkplain HostOperator host} (the runtime
 * evaluates it), or {@linkplain Opaque opaque} (unknown; only a device that claims it can run it).
 */
public interface Operator {
    /** Domain, name, inputs, outputs and type constraints. */
    Signature signature();

    /**
     * The types of the outputs. Element types and ranks are known where the inputs' are; a dimension that
     * depends on data is {@linkplain Inference#unknownDim unknown}.
     *
     * @return one type per output that the signature can have, in order; trailing unused ones may be left out
     * @throws dev.sardonyx.api.SardonyxException made by {@link Inference#fail}, if attributes and input types
     *     contradict each other
     */
    List<ValueType> infer(Inference in);

    /**
     * The elements of the first output as dimensions, row-major, where they can be told from shapes and
     * constants alone; null where not. Operators that shape arithmetic is made of implement it.
     */
    default @Nullable List<Dim> inferDims(Inference in) {
        return null;
    }

    /** The domain; empty for ONNX's own. */
    default String domain() {
        return signature().domain();
    }

    default String name() {
        return signature().name();
    }

    /** {@code domain::name}, or the name alone in ONNX's own domain. */
    default String qualifiedName() {
        return domain().isEmpty() ? name() : domain() + "::" + name();
    }

    /** The graphs among the attributes: the bodies of If, Loop and Scan. */
    default List<Subgraph> subgraphs() {
        return List.of();
    }

    /** Whether two runs with equal inputs give equal outputs. Random operators without a seed say no. */
    default boolean isDeterministic() {
        return true;
    }
}
