package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form of an operator: what goes in and out, and which element types are allowed. Immutable.
 *
 * <pre>{@code
 * Signature.of("Gather").input("data", "T").input("indices", "I").output("output", "T")
 *         .where("T", Types.ALL).where("I", Types.INDEX).build();
 * }</pre>
 */
public final class Signature {
    /** Whether a formal parameter must be given, may be left out, or takes any number of values. */
    public enum Arity {
        REQUIRED,
        OPTIONAL,
        VARIADIC
    }

    /**
     * A formal input or output.
     *
     * @param name ONNX's name of it
     * @param type the type variable; equal variables are equal element types within one node
     * @param isHost whether its value decides shapes, so that it must be on the host (Reshape's shape)
     */
    public record Formal(String name, String type, Arity arity, boolean isHost) {}

    private final String domain;
    private final String name;
    private final List<Formal> inputs;
    private final List<Formal> outputs;
    private final Map<String, Set<ElementType>> types;
    private final int minVariadic;

    private Signature(Builder b) {
        this.domain = b.domain;
        this.name = b.name;
        this.inputs = List.copyOf(b.inputs);
        this.outputs = List.copyOf(b.outputs);
        this.types = Map.copyOf(b.types);
        this.minVariadic = b.minVariadic;
    }

    /** Begins the signature of an operator in ONNX's own domain. */
    public static Builder of(String name) {
        return new Builder("", name);
    }

    public static Builder of(String domain, String name) {
        return new Builder(domain, name);
    }

    public String domain() {
        return domain;
    }

    public String name() {
        return name;
    }

    public List<Formal> inputs() {
        return inputs;
    }

    public List<Formal> outputs() {
        return outputs;
    }

    /** The formal for actual input {@code i}; a variadic last one repeats. */
    public Formal input(int i) {
        return inputs.get(Math.min(i, inputs.size() - 1));
    }

    /** The element types that type variable {@code variable} allows; all where nothing was said. */
    public Set<ElementType> types(String variable) {
        return types.getOrDefault(variable, Types.ALL);
    }

    /** Whether the value of input {@code i} decides shapes. */
    public boolean isHostInput(int i) {
        return !inputs.isEmpty() && input(i).isHost();
    }

    public int minInputs() {
        return min(inputs, minVariadic);
    }

    public int maxInputs() {
        return max(inputs);
    }

    public int minOutputs() {
        return min(outputs, 1);
    }

    public int maxOutputs() {
        return max(outputs);
    }

    private static int min(List<Formal> formals, int variadic) {
        int min = 0;
        for (int i = 0; i < formals.size(); i++) {
            switch (formals.get(i).arity()) {
                case REQUIRED -> min = i + 1;
                case VARIADIC -> min = variadic == 0 ? min : i + variadic;
                case OPTIONAL -> {}
            }
        }
        return min;
    }

    private static int max(List<Formal> formals) {
        boolean variadic = !formals.isEmpty() && formals.getLast().arity() == Arity.VARIADIC;
        return variadic ? Integer.MAX_VALUE : formals.size();
    }

    /**
     * What is wrong with a node of these inputs, or null where nothing is.
     *
     * @param actual the input types; null where an input is omitted
     * @param outputCount number of outputs the node names
     */
    public @Nullable String check(List<? extends @Nullable ValueType> actual, int outputCount) {
        if (actual.size() < minInputs() || actual.size() > maxInputs()) {
            return "expected " + range(minInputs(), maxInputs()) + " inputs, found " + actual.size();
        }
        if (outputCount < minOutputs() || outputCount > maxOutputs()) {
            return "expected " + range(minOutputs(), maxOutputs()) + " outputs, found " + outputCount;
        }
        Map<String, ElementType> bound = new HashMap<>();
        for (int i = 0; i < actual.size(); i++) {
            Formal formal = input(i);
            ValueType type = actual.get(i);
            if (type == null) {
                if (formal.arity() == Arity.REQUIRED) {
                    return "input " + i + " (" + formal.name() + ") is required";
                }
            } else if (type instanceof TensorType tensor) {
                ElementType element = tensor.elementType();
                Set<ElementType> allowed = types(formal.type());
                if (!allowed.contains(element)) {
                    return "input " + i + " (" + formal.name() + "): expected one of " + allowed + ", found " + element;
                }
                ElementType other =
                        formal.arity() == Arity.VARIADIC && formal.type().endsWith("*")
                                ? null
                                : bound.putIfAbsent(formal.type(), element);
                if (other != null && other != element) {
                    return "input " + i + " (" + formal.name() + "): expected " + other
                            + " like the inputs before, found " + element;
                }
            }
        }
        return null;
    }

    private static String range(int min, int max) {
        if (min == max) {
            return Integer.toString(min);
        }
        return max == Integer.MAX_VALUE ? "at least " + min : min + " to " + max;
    }

    @Override
    public String toString() {
        return domain.isEmpty() ? name : domain + "::" + name;
    }

    /** Collects a signature. A type variable that ends in {@code *} lets the values of a variadic differ. */
    public static final class Builder {
        private final String domain;
        private final String name;
        private final List<Formal> inputs = new ArrayList<>();
        private final List<Formal> outputs = new ArrayList<>();
        private final Map<String, Set<ElementType>> types = new HashMap<>();
        private int minVariadic = 1;

        private Builder(String domain, String name) {
            this.domain = domain;
            this.name = name;
        }

        public Builder input(String formal, String type) {
            inputs.add(new Formal(formal, type, Arity.REQUIRED, false));
            return this;
        }

        public Builder optional(String formal, String type) {
            inputs.add(new Formal(formal, type, Arity.OPTIONAL, false));
            return this;
        }

        public Builder variadic(String formal, String type, int min) {
            inputs.add(new Formal(formal, type, Arity.VARIADIC, false));
            minVariadic = min;
            return this;
        }

        /** A required input whose value decides shapes. */
        public Builder hostInput(String formal, String type) {
            inputs.add(new Formal(formal, type, Arity.REQUIRED, true));
            return this;
        }

        /** An optional input whose value decides shapes. */
        public Builder optionalHostInput(String formal, String type) {
            inputs.add(new Formal(formal, type, Arity.OPTIONAL, true));
            return this;
        }

        public Builder output(String formal, String type) {
            outputs.add(new Formal(formal, type, Arity.REQUIRED, false));
            return this;
        }

        public Builder optionalOutput(String formal, String type) {
            outputs.add(new Formal(formal, type, Arity.OPTIONAL, false));
            return this;
        }

        public Builder variadicOutput(String formal, String type) {
            outputs.add(new Formal(formal, type, Arity.VARIADIC, false));
            return this;
        }

        public Builder where(String variable, Set<ElementType> allowed) {
            types.put(variable, allowed);
            return this;
        }

        public Signature build() {
            return new Signature(this);
        }
    }
}
