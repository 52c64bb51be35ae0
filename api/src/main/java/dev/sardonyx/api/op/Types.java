package dev.sardonyx.api.op;

import dev.sardonyx.api.tensor.ElementType;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Sets of element types that signatures are constrained to. */
public final class Types {
    public static final Set<ElementType> ALL = Collections.unmodifiableSet(EnumSet.allOf(ElementType.class));

    /** Floating types, the narrow ones included. */
    public static final Set<ElementType> FLOATING = filter(ElementType.Kind.FLOATING);

    public static final Set<ElementType> SIGNED = filter(ElementType.Kind.SIGNED);
    public static final Set<ElementType> UNSIGNED = filter(ElementType.Kind.UNSIGNED);
    public static final Set<ElementType> INTEGER = union(SIGNED, UNSIGNED);

    /** Floating types and integers. */
    public static final Set<ElementType> NUMERIC = union(FLOATING, INTEGER);

    public static final Set<ElementType> NUMERIC_OR_BOOL = union(NUMERIC, Set.of(ElementType.BOOL));
    public static final Set<ElementType> BOOL = Set.of(ElementType.BOOL);
    public static final Set<ElementType> STRING = Set.of(ElementType.STRING);
    public static final Set<ElementType> INT64 = Set.of(ElementType.INT64);

    /** The two types that indices come in. */
    public static final Set<ElementType> INDEX = Set.of(ElementType.INT32, ElementType.INT64);

    private Types() {}

    public static Set<ElementType> of(ElementType... types) {
        return Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(types)));
    }

    public static Set<ElementType> union(Set<ElementType> a, Set<ElementType> b) {
        EnumSet<ElementType> all = EnumSet.copyOf(a);
        all.addAll(b);
        return Collections.unmodifiableSet(all);
    }

    private static Set<ElementType> filter(ElementType.Kind kind) {
        EnumSet<ElementType> set = EnumSet.noneOf(ElementType.class);
        for (ElementType type : ElementType.values()) {
            if (type.kind() == kind) {
                set.add(type);
            }
        }
        return Collections.unmodifiableSet(set);
    }
}
