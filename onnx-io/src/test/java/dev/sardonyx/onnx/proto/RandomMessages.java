package dev.sardonyx.onnx.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.Random;

/** Messages of any shape the schema allows, with the values that encodings get wrong. */
final class RandomMessages {
    private static final long[] NUMBERS = {0, 1, -1, 127, 128, 300, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final float[] FLOATS = {0f, -0f, 1.5f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY};
    private static final String[] TEXTS = {"", "x", "conv1/weight:0", "größe", "层", "\ud83d\ude00", "a\0b", "\u202e"};

    private final Random random;

    RandomMessages(long seed) {
        this.random = new Random(seed);
    }

    DynamicMessage of(Descriptor type, int depth) {
        DynamicMessage.Builder out = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            if (random.nextInt(3) == 0 || (depth == 0 && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)) {
                continue;
            }
            if (field.isRepeated()) {
                int count = random.nextInt(20) == 0 && !field.getJavaType().equals(FieldDescriptor.JavaType.MESSAGE)
                        ? 400
                        : random.nextInt(3);
                for (int i = 0; i < count; i++) {
                    out.addRepeatedField(field, value(field, depth));
                }
            } else if (field.getContainingOneof() == null || random.nextInt(4) == 0) {
                out.setField(field, value(field, depth));
            }
        }
        return out.build();
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> (int) NUMBERS[random.nextInt(NUMBERS.length)];
            case LONG -> NUMBERS[random.nextInt(NUMBERS.length)];
            case FLOAT -> FLOATS[random.nextInt(FLOATS.length)];
            case DOUBLE -> (double) FLOATS[random.nextInt(FLOATS.length)];
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTE_STRING -> ByteString.copyFromUtf8(TEXTS[random.nextInt(TEXTS.length)]);
            case MESSAGE -> of(field.getMessageType(), depth - 1);
            case BOOLEAN, ENUM -> throw new AssertionError("ONNX has no such field");
        };
    }
}
