package dev.sardonyx.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tensors between here and ONNX Runtime, over the same memory where it can be used. */
final class OrtTensors {
    /** What the Java interface carries over its border; others may only live inside a graph. */
    private static final Map<ElementType, OnnxJavaType> CARRIED = new EnumMap<>(Map.of(
            ElementType.FLOAT, OnnxJavaType.FLOAT,
            ElementType.DOUBLE, OnnxJavaType.DOUBLE,
            ElementType.FLOAT16, OnnxJavaType.FLOAT16,
            ElementType.BFLOAT16, OnnxJavaType.BFLOAT16,
            ElementType.INT8, OnnxJavaType.INT8,
            ElementType.INT16, OnnxJavaType.INT16,
            ElementType.INT32, OnnxJavaType.INT32,
            ElementType.INT64, OnnxJavaType.INT64,
            ElementType.UINT8, OnnxJavaType.UINT8,
            ElementType.BOOL, OnnxJavaType.BOOL));

    private static final long ALIGNMENT = 64;

    private OrtTensors() {}

    static boolean isCarried(ElementType type) {
        return CARRIED.containsKey(type);
    }

    static ElementType elementType(OnnxTensor tensor) {
        OnnxJavaType type = tensor.getInfo().type;
        for (Map.Entry<ElementType, OnnxJavaType> entry : CARRIED.entrySet()) {
            if (entry.getValue() == type) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("ONNX Runtime made a tensor of " + tensor.getInfo());
    }

    static Shape shape(OnnxTensor tensor) {
        return Shape.of(tensor.getInfo().getShape());
    }

    /** The tensor for reading: over its own memory, or over a copy that lives as long as {@code arena}. */
    static OnnxTensor input(Tensor tensor, Arena arena) throws OrtException {
        MemorySegment data = tensor.data();
        if (!isUsable(tensor)) {
            MemorySegment copy = arena.allocate(Math.max(1, data.byteSize()), ALIGNMENT);
            MemorySegment.copy(data, 0, copy, 0, data.byteSize());
            data = copy.asSlice(0, data.byteSize());
        }
        return over(data, tensor);
    }

    /** The tensor to be written by ONNX Runtime where its memory can be used, else null. */
    static @Nullable OnnxTensor output(Tensor tensor) throws OrtException {
        return isUsable(tensor) ? over(tensor.data(), tensor) : null;
    }

    private static boolean isUsable(Tensor tensor) {
        MemorySegment data = tensor.data();
        long align = Math.max(1, tensor.elementType().bits() / 8);
        return data.isNative() && data.byteSize() > 0 && data.address() % align == 0;
    }

    private static OnnxTensor over(MemorySegment data, Tensor tensor) throws OrtException {
        if (data.byteSize() > Integer.MAX_VALUE) {
            throw new LimitExceededException(
                    "bytes of one tensor of ONNX Runtime's Java interface",
                    data.byteSize(),
                    Integer.MAX_VALUE,
                    Where.UNKNOWN,
                    "run this part of the model on another backend");
        }
        OnnxJavaType type = CARRIED.get(tensor.elementType());
        if (type == null) {
            throw new ExecutionException("ONNX Runtime's Java interface carries no " + tensor.elementType()
                    + "; assign the node that reads it to another backend");
        }
        ByteBuffer buffer = data.asByteBuffer().order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(
                OrtEngine.environment(), buffer, tensor.shape().dims(), type);
    }

    /** Copies what ONNX Runtime made into {@code target}, of the same type and shape. */
    static void copy(OnnxTensor from, Tensor target) {
        if (target.bytes() > 0) {
            MemorySegment.copy(MemorySegment.ofBuffer(from.getByteBuffer()), 0, target.data(), 0, target.bytes());
        }
    }
}
