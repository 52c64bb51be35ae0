package dev.sardonyx.api.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A shape of known rank whose dimensions may be symbolic. Immutable. */
public record SymbolicShape(List<Dim> dims) {
    public static final SymbolicShape SCALAR = new SymbolicShape(List.of());

    public SymbolicShape {
        dims = List.copyOf(dims);
    }

    public static SymbolicShape of(Dim... dims) {
        return new SymbolicShape(Arrays.asList(dims));
    }

    public static SymbolicShape of(long... dims) {
        List<Dim> list = new ArrayList<>(dims.length);
        for (long dim : dims) {
            list.add(Dim.of(dim));
        }
        return new SymbolicShape(list);
    }

    public static SymbolicShape of(Shape shape) {
        return of(shape.dims());
    }

    public int rank() {
        return dims.size();
    }

    public Dim dim(int axis) {
        return dims.get(axis);
    }

    /** Whether every dimension is a number. */
    public boolean isFixed() {
        for (Dim dim : dims) {
            if (!dim.isFixed()) {
                return false;
            }
        }
        return true;
    }

    /** The concrete shape, where every dimension is a number. */
    public Optional<Shape> toShape() {
        return isFixed()
                ? Optional.of(
                        Shape.of(dims.stream().mapToLong(Dim::sizeOrUnknown).toArray()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
