package dev.sardonyx.onnx.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** ONNX's schema for protobuf's own runtime, which is the oracle here. */
final class OnnxSchema {
    static final FileDescriptor FILE = load();

    private OnnxSchema() {}

    static Descriptor message(String name) {
        return Objects.requireNonNull(FILE.findMessageTypeByName(flat(name)), name);
    }

    private static FileDescriptor load() {
        Map<String, DescriptorProto.Builder> messages = new LinkedHashMap<>();
        DescriptorProto.Builder message = DescriptorProto.newBuilder();
        for (String line : text().lines().filter(line -> !line.startsWith("#")).toList()) {
            String[] words = line.strip().split(" ", -1);
            if (words[0].equals("message")) {
                message = DescriptorProto.newBuilder().setName(flat(words[1]));
                messages.put(words[1], message);
            } else {
                field(message, words);
            }
        }
        resolve(messages);
        FileDescriptorProto.Builder file =
                FileDescriptorProto.newBuilder().setName("onnx").setPackage("onnx");
        messages.values().forEach(file::addMessageType);
        try {
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void field(DescriptorProto.Builder message, String[] words) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setLabel(words[0].equals("repeated") ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL)
                .setName(words[2])
                .setNumber(Integer.parseInt(words[3]));
        if (Character.isUpperCase(words[1].charAt(0))) {
            field.setType(Type.TYPE_MESSAGE).setTypeName(words[1]);
        } else {
            field.setType(Type.valueOf("TYPE_" + words[1].toUpperCase(Locale.ROOT)));
        }
        for (int i = 4; i < words.length; i++) {
            if (words[i].equals("packed")) {
                field.setOptions(FieldOptions.newBuilder().setPacked(true));
            } else {
                if (message.getOneofDeclCount() == 0) {
                    message.addOneofDecl(
                            OneofDescriptorProto.newBuilder().setName(words[i].substring("oneof=".length())));
                }
                field.setOneofIndex(0);
            }
        }
        message.addField(field);
    }

    /** Names of nested messages hold only within the message around them. */
    private static void resolve(Map<String, DescriptorProto.Builder> messages) {
        messages.forEach((name, message) -> {
            for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
                if (field.getType() == Type.TYPE_MESSAGE) {
                    String nested = name + "." + field.getTypeName();
                    String target = messages.containsKey(nested) ? nested : field.getTypeName();
                    field.setTypeName(".onnx." + flat(target));
                }
            }
        });
    }

    private static String flat(String name) {
        return name.replace('.', '_');
    }

    private static String text() {
        try (InputStream in = OnnxSchema.class.getResourceAsStream("onnx-schema.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
