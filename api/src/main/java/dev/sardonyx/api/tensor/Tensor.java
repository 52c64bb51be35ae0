package dev.sardonyx.api.tensor;

import dev.sardonyx.api.ClosedException;
import dev.sardonyx.api.DeviceMemoryException;
import dev.sardonyx.api.InputException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dense, row-major, little-endian tensor over a {@link MemorySegment}, a string array, or device memory.
 *
 * <p><b>Ownership.</b> {@link #of(ElementType, Shape, MemorySegment)} does not copy: the caller keeps the
 * segment alive and unchanged while the tensor is used, and after the segment's arena is closed every access
 * throws {@link ClosedException}. Tensors made by the other factories own memory that the garbage collector
 * frees; there is nothing to close.
 *
 * <p><b>Threads.</b> Reading is safe from any thread that may access the segment. Whoever writes through
 * {@link #setDouble}, {@link #setLong} or {@link #data} must be alone.
 */
public final class Tensor implements Value {
    /** Alignment of memory that {@link #allocate} makes, in bytes. */
    public static final long ALIGNMENT = 64;

    private static final long SMALL = 1024;
    private static final MemorySegment NO_DATA = MemorySegment.ofArray(new long[0]);

    private final ElementType elementType;
    private final Shape shape;
    private final MemorySegment data;
    private final String @Nullable [] strings;
    private final @Nullable DeviceMemory deviceMemory;

    private Tensor(
            ElementType elementType,
            Shape shape,
            MemorySegment data,
            String @Nullable [] strings,
            @Nullable DeviceMemory deviceMemory) {
        this.elementType = elementType;
        this.shape = shape;
        this.data = data;
        this.strings = strings;
        this.deviceMemory = deviceMemory;
    }

    /**
     * A tensor over {@code data}, without a copy.
     *
     * @throws InputException if the size of {@code data} is not what type and shape need
     */
    public static Tensor of(ElementType elementType, Shape shape, MemorySegment data) {
        if (elementType == ElementType.STRING) {
            throw new InputException("a string tensor holds strings, not bytes; use Tensor.ofStrings");
        }
        long needed = elementType.bytes(shape.elements());
        if (data.byteSize() != needed) {
            throw new InputException("a " + elementType + shape + " tensor takes " + needed + " bytes, the segment has "
                    + data.byteSize());
        }
        return new Tensor(elementType, shape, data, null, null);
    }

    /** A tensor whose data lies on a device. */
    public static Tensor onDevice(ElementType elementType, Shape shape, DeviceMemory memory) {
        return new Tensor(elementType, shape, NO_DATA, null, memory);
    }

    /**
     * A tensor of zeros (of empty strings for {@link ElementType#STRING}), 64-byte aligned native memory but
     * for the smallest ones.
     *
     * @throws DeviceMemoryException if the host has no such memory
     */
    public static Tensor allocate(ElementType elementType, Shape shape) {
        if (elementType == ElementType.STRING) {
            String[] strings = new String[toInt(shape)];
            Arrays.fill(strings, "");
            return new Tensor(elementType, shape, NO_DATA, strings, null);
        }
        return new Tensor(elementType, shape, allocateBytes(elementType.bytes(shape.elements())), null, null);
    }

    private static MemorySegment allocateBytes(long bytes) {
        if (bytes <= SMALL) {
            return MemorySegment.ofArray(new long[(int) ((bytes + 7) / 8)]).asSlice(0, bytes);
        }
        try {
            return Arena.ofAuto().allocate(bytes, ALIGNMENT);
        } catch (OutOfMemoryError | IllegalArgumentException e) {
            throw new DeviceMemoryException(
                    "the host has no " + bytes + " bytes for a tensor; lower Limits.sessionBytes or add memory",
                    dev.sardonyx.api.Where.UNKNOWN,
                    e);
        }
    }

    /** A FLOAT tensor with a copy of {@code values}. */
    public static Tensor ofFloats(Shape shape, float... values) {
        checkCount(ElementType.FLOAT, shape, values.length);
        Tensor tensor = allocate(ElementType.FLOAT, shape);
        MemorySegment.copy(MemorySegment.ofArray(values), 0, tensor.data, 0, 4L * values.length);
        return tensor;
    }

    /** A tensor of any numeric type from doubles, each rounded once; integers truncate and saturate. */
    public static Tensor ofDoubles(ElementType elementType, Shape shape, double... values) {
        checkCount(elementType, shape, values.length);
        Tensor tensor = allocate(elementType, shape);
        for (int i = 0; i < values.length; i++) {
            Elements.setDouble(tensor.data, elementType, i, values[i]);
        }
        return tensor;
    }

    /** A tensor of any numeric type from longs; integers keep the low bits. */
    public static Tensor ofLongs(ElementType elementType, Shape shape, long... values) {
        checkCount(elementType, shape, values.length);
        Tensor tensor = allocate(elementType, shape);
        for (int i = 0; i < values.length; i++) {
            Elements.setLong(tensor.data, elementType, i, values[i]);
        }
        return tensor;
    }

    /** A one-dimensional INT64 tensor. */
    public static Tensor ofInt64(long... values) {
        return ofLongs(ElementType.INT64, Shape.of(values.length), values);
    }

    /** A BOOL tensor. */
    public static Tensor ofBooleans(Shape shape, boolean... values) {
        checkCount(ElementType.BOOL, shape, values.length);
        Tensor tensor = allocate(ElementType.BOOL, shape);
        for (int i = 0; i < values.length; i++) {
            Elements.setLong(tensor.data, ElementType.BOOL, i, values[i] ? 1 : 0);
        }
        return tensor;
    }

    /** A STRING tensor with a copy of {@code values}. */
    public static Tensor ofStrings(Shape shape, String... values) {
        checkCount(ElementType.STRING, shape, values.length);
        return new Tensor(ElementType.STRING, shape, NO_DATA, values.clone(), null);
    }

    /** A scalar of any numeric type. */
    public static Tensor scalar(ElementType elementType, double value) {
        return ofDoubles(elementType, Shape.SCALAR, value);
    }

    /** An INT64 scalar. */
    public static Tensor scalar(long value) {
        return ofLongs(ElementType.INT64, Shape.SCALAR, value);
    }

    /** A BOOL scalar. */
    public static Tensor scalar(boolean value) {
        return ofBooleans(Shape.SCALAR, value);
    }

    private static void checkCount(ElementType type, Shape shape, long count) {
        if (shape.elements() != count) {
            throw new InputException(
                    "a " + type + shape + " tensor takes " + shape.elements() + " elements, found " + count);
        }
    }

    public ElementType elementType() {
        return elementType;
    }

    public Shape shape() {
        return shape;
    }

    /** The number of elements. */
    public long elements() {
        return shape.elements();
    }

    /** The size of the data in bytes; for strings a lower estimate. */
    public long bytes() {
        return elementType.bytes(shape.elements());
    }

    @Override
    public TensorType type() {
        return TensorType.of(elementType, shape);
    }

    /**
     * The data, dense, row-major, little-endian, possibly unaligned.
     *
     * @throws InputException if the data are strings, or lie on a device (see {@link #toHost})
     * @throws ClosedException if the memory was closed
     */
    public MemorySegment data() {
        if (strings != null) {
            throw new InputException("a string tensor has no bytes; use stringAt");
        }
        if (deviceMemory != null) {
            throw new InputException("the tensor lies on device " + deviceMemory.device() + "; call toHost() first");
        }
        if (!data.scope().isAlive()) {
            throw new ClosedException("the memory of this tensor was closed");
        }
        return data;
    }

    /** The device memory, or null where the data lie on the host. */
    public @Nullable DeviceMemory deviceMemory() {
        return deviceMemory;
    }

    /** This tensor, or a copy on the host where it lies on a device. */
    public Tensor toHost() {
        if (deviceMemory == null) {
            return this;
        }
        Tensor host = allocate(elementType, shape);
        deviceMemory.copyTo(host.data);
        return host;
    }

    /** Element {@code i} in row-major order; exact but for 64-bit integers beyond 2^53. */
    public double doubleAt(long i) {
        return Elements.getDouble(data(), elementType, i);
    }

    /** Element {@code i} in row-major order; floating types are truncated. */
    public long longAt(long i) {
        return Elements.getLong(data(), elementType, i);
    }

    public boolean booleanAt(long i) {
        return longAt(i) != 0;
    }

    public String stringAt(long i) {
        if (strings == null) {
            throw new InputException("expected a string tensor, found " + elementType);
        }
        return strings[Math.toIntExact(i)];
    }

    /** The bits of element {@code i} of a type of 16 bits or fewer. */
    public int rawBitsAt(long i) {
        return Elements.rawBits(data(), elementType, i);
    }

    /** Stores an element, rounded once; integers truncate and saturate. For the owner of the data only. */
    public void setDouble(long i, double value) {
        Elements.setDouble(data(), elementType, i, value);
    }

    /** Stores an element; integers keep the low bits. For the owner of the data only. */
    public void setLong(long i, long value) {
        Elements.setLong(data(), elementType, i, value);
    }

    /** Stores the bits of an element of 16 bits or fewer. For the owner of the data only. */
    public void setRawBits(long i, int bits) {
        Elements.setRawBits(data(), elementType, i, bits);
    }

    /** Stores a string. For the owner of the data only. */
    public void setString(long i, String value) {
        if (strings == null) {
            throw new InputException("expected a string tensor, found " + elementType);
        }
        strings[Math.toIntExact(i)] = value;
    }

    /** A copy of all elements. */
    public double[] toDoubles() {
        double[] out = new double[toInt(shape)];
        MemorySegment from = data();
        if (elementType == ElementType.FLOAT) {
            for (int i = 0; i < out.length; i++) {
                out[i] = Elements.getFloat(from, i);
            }
        } else {
            for (int i = 0; i < out.length; i++) {
                out[i] = Elements.getDouble(from, elementType, i);
            }
        }
        return out;
    }

    /** A copy of all elements. */
    public float[] toFloats() {
        float[] out = new float[toInt(shape)];
        if (elementType == ElementType.FLOAT) {
            MemorySegment.copy(data(), 0, MemorySegment.ofArray(out), 0, 4L * out.length);
            return out;
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) doubleAt(i);
        }
        return out;
    }

    /** A copy of all elements. */
    public long[] toLongs() {
        long[] out = new long[toInt(shape)];
        MemorySegment from = data();
        for (int i = 0; i < out.length; i++) {
            out[i] = Elements.getLong(from, elementType, i);
        }
        return out;
    }

    /** A copy of all strings. */
    public List<String> toStrings() {
        if (strings == null) {
            throw new InputException("expected a string tensor, found " + elementType);
        }
        return List.of(strings);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        byte[] out = new byte[Math.toIntExact(data.byteSize())];
        MemorySegment.copy(data(), 0, MemorySegment.ofArray(out), 0, out.length);
        return out;
    }

    /** The same data under another shape with as many elements. */
    public Tensor reshaped(Shape newShape) {
        if (newShape.elements() != shape.elements()) {
            throw new InputException("cannot see " + shape + " as " + newShape);
        }
        return new Tensor(elementType, newShape, data, strings, deviceMemory);
    }

    private static int toInt(Shape shape) {
        if (shape.elements() > Integer.MAX_VALUE - 8) {
            throw new InputException(
                    "a Java array holds no " + shape.elements() + " elements; read the segment of the tensor instead");
        }
        return (int) shape.elements();
    }

    /** Whether type, shape and every bit (every string) are equal. NaNs are equal where their bits are. */
    public boolean contentEquals(Tensor other) {
        if (elementType != other.elementType || !shape.equals(other.shape)) {
            return false;
        }
        if (strings != null) {
            return Arrays.equals(strings, other.strings);
        }
        return data().mismatch(other.data()) < 0;
    }

    /** A native little-endian view for APIs that want a buffer; at most 2 GiB. */
    public ByteBuffer asByteBuffer() {
        return data().asByteBuffer().order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    /** Type and shape, and the elements where there are few. */
    @Override
    public String toString() {
        if (deviceMemory != null || shape.elements() > 16 || elementType.kind() == ElementType.Kind.COMPLEX) {
            return elementType.toString() + shape;
        }
        if (strings != null) {
            return elementType.toString() + shape + Arrays.toString(strings);
        }
        return elementType.toString()
                + shape
                + (elementType.isFloating() ? Arrays.toString(toDoubles()) : Arrays.toString(toLongs()));
    }
}
