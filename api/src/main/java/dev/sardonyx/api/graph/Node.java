package dev.sardonyx.api.graph;

import dev.sardonyx.api.Where;
import dev.sardonyx.api.op.Operator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One application of an operator. Immutable.
 *
 * @param name the node's name, unique or empty; kept from the model
 * @param operator what it computes
 * @param inputs names of the values it reads; empty where an optional input is omitted
 * @param outputs names of the values it makes; empty where an optional output is not wanted
 * @param doc documentation kept from the model
 * @param metadata properties kept from the model, in its order
 */
public record Node(
        String name,
        Operator operator,
        List<String> inputs,
        List<String> outputs,
        String doc,
        Map<String, String> metadata) {

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        metadata = metadata.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public static Node of(String name, Operator operator, List<String> inputs, List<String> outputs) {
        return new Node(name, operator, inputs, outputs, "", Map.of());
    }

    /** The same node over other values. */
    public Node withValues(List<String> newInputs, List<String> newOutputs) {
        return new Node(name, operator, newInputs, newOutputs, doc, metadata);
    }

    /** The same node with another operator. */
    public Node withOperator(Operator newOperator) {
        return new Node(name, newOperator, inputs, outputs, doc, metadata);
    }

    /** The name, or the first output's where the node has none. */
    public String label() {
        if (!name.isEmpty()) {
            return name;
        }
        for (String output : outputs) {
            if (!output.isEmpty()) {
                return "-> " + output;
            }
        }
        return "(unnamed)";
    }

    /** This node as the place of an exception. */
    public Where where() {
        return Where.node(label(), operator.qualifiedName());
    }

    @Override
    public String toString() {
        return String.join(", ", outputs) + " = " + operator + "(" + String.join(", ", inputs) + ")";
    }
}
