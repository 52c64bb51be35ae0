package dev.sardonyx.zoo.npy;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.tensor.ElementType;
import java.util.Map;
import java.util.Map.Entry;

/**
 * An element type as NumPy names it.
 *
 * @param code NumPy's kind and size such as {@code f4}, or {@code U} or {@code S} for strings
 * @param itemBytes bytes of one element
 * @param swapBytes bytes of what has to be turned around in big-endian files, 1 where nothing has
 */
record NpyType(ElementType elementType, String code, int itemBytes, int swapBytes, boolean bigEndian) {
    private static final Map<String, ElementType> NUMBERS = Map.ofEntries(
            Map.entry("f2", ElementType.FLOAT16),
            Map.entry("f4", ElementType.FLOAT),
            Map.entry("f8", ElementType.DOUBLE),
            Map.entry("c8", ElementType.COMPLEX64),
            Map.entry("c16", ElementType.COMPLEX128),
            Map.entry("i1", ElementType.INT8),
            Map.entry("i2", ElementType.INT16),
            Map.entry("i4", ElementType.INT32),
            Map.entry("i8", ElementType.INT64),
            Map.entry("u1", ElementType.UINT8),
            Map.entry("u2", ElementType.UINT16),
            Map.entry("u4", ElementType.UINT32),
            Map.entry("u8", ElementType.UINT64),
            Map.entry("b1", ElementType.BOOL));

    static NpyType parse(String descr, String source) {
        char order = descr.isEmpty() ? ' ' : descr.charAt(0);
        String code = descr.isEmpty() ? "" : descr.substring(1);
        ElementType number = NUMBERS.get(code);
        if (number != null) {
            NpyType type = ofNumber(number, code, order == '>');
            if (order == '<' || order == '>' || (order == '|' && type.itemBytes == 1)) {
                return type;
            }
        }
        if (code.matches("U[1-9][0-9]{0,7}") && (order == '<' || order == '>')) {
            return new NpyType(ElementType.STRING, "U", 4 * Integer.parseInt(code.substring(1)), 4, order == '>');
        }
        if (code.matches("S[1-9][0-9]{0,8}") && order == '|') {
            return new NpyType(ElementType.STRING, "S", Integer.parseInt(code.substring(1)), 1, false);
        }
        String advice = code.startsWith("O")
                ? "Python objects are never read, for reading them would run code"
                : "convert the array with astype before saving it";
        throw new InputException(
                "expected the type of a tensor (f2 f4 f8 c8 c16 i1..i8 u1..u8 b1, U or S strings), found '"
                        + Escape.text(descr) + "'; " + advice,
                Where.source(source));
    }

    /**
     * @throws InputException if NumPy has no such type
     */
    static NpyType of(ElementType elementType, String source) {
        for (Entry<String, ElementType> entry : NUMBERS.entrySet()) {
            if (entry.getValue() == elementType) {
                return ofNumber(elementType, entry.getKey(), false);
            }
        }
        throw new InputException(
                "expected a tensor of a type that NumPy has, found " + elementType
                        + "; cast it first, for example to float",
                Where.source(source));
    }

    static NpyType ofCodePoints(int width) {
        return new NpyType(ElementType.STRING, "U", Math.multiplyExact(4, width), 4, false);
    }

    private static NpyType ofNumber(ElementType elementType, String code, boolean bigEndian) {
        int itemBytes = elementType.bits() / 8;
        int parts = elementType.kind() == ElementType.Kind.COMPLEX ? 2 : 1;
        return new NpyType(elementType, code, itemBytes, itemBytes / parts, bigEndian);
    }

    boolean isString() {
        return elementType == ElementType.STRING;
    }

    /** The {@code descr} of the header. */
    String descr() {
        String width = isString() ? String.valueOf(code.equals("U") ? itemBytes / 4 : itemBytes) : "";
        return (swapBytes == 1 ? "|" : bigEndian ? ">" : "<") + code + width;
    }
}
