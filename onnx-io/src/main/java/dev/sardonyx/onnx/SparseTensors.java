package dev.sardonyx.onnx;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.onnx.proto.SparseTensorProto;

/** Sparse initializers, made dense when they are read. */
final class SparseTensors {
    private SparseTensors() {}

    static Tensor densify(SparseTensorProto proto, ModelContext context, Where where) {
        if (proto.values() == null || proto.indices() == null) {
            throw new ModelInvalidException("a sparse tensor has values and indices", where);
        }
        Shape shape = context.tensors.shape(proto.dims(), where);
        Tensor values = context.tensors.read(proto.values(), where);
        Tensor indices = context.tensors.read(proto.indices(), where);
        ElementType type = values.elementType();
        Limits.require("tensorBytes", type.bytes(shape.elements()), context.limits.tensorBytes(), where);
        long count = values.elements();
        boolean linear = indices.shape().rank() == 1;
        long expected = linear ? count : count * shape.rank();
        if (indices.elementType() != ElementType.INT64 || indices.elements() != expected) {
            throw new ModelInvalidException(
                    count + " sparse values need " + expected + " int64 indices, found " + indices.type(), where);
        }
        Tensor dense = Tensor.allocate(type, shape);
        long[] strides = shape.strides();
        long before = -1;
        for (long i = 0; i < count; i++) {
            long at = linear ? indices.longAt(i) : position(indices, i, shape, strides, where);
            if (at < 0 || at >= shape.elements() || at <= before) {
                throw new ModelInvalidException(
                        "sparse index " + i + " is " + at + ": expected ascending indices below " + shape.elements(),
                        where);
            }
            before = at;
            if (type.isFloating()) {
                dense.setDouble(at, values.doubleAt(i));
            } else {
                dense.setLong(at, values.longAt(i));
            }
        }
        return dense;
    }

    private static long position(Tensor indices, long i, Shape shape, long[] strides, Where where) {
        long at = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            long index = indices.longAt(i * shape.rank() + axis);
            if (index < 0 || index >= shape.dim(axis)) {
                throw new ModelInvalidException(
                        "sparse index " + index + " of axis " + axis + " is not within " + shape, where);
            }
            at += index * strides[axis];
        }
        return at;
    }
}
