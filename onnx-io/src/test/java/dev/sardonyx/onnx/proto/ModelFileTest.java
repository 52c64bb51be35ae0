package dev.sardonyx.onnx.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {
    @TempDir
    Path folder;

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of("empty file", ""),
                Arguments.of("git lfs pull", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"),
                Arguments.of("PNG", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"),
                Arguments.of("JPEG", "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF"),
                Arguments.of("ZIP", "PK\u0003\u0004\u0014\0\0\0"),
                Arguments.of("gzip", "\u001f\u008b\b\0\0"),
                Arguments.of("HTML", "<!DOCTYPE html><html>"),
                Arguments.of("HTML", "\n  <html lang=en>"),
                Arguments.of("JSON", "{\"error\": \"not found\"}"),
                Arguments.of("pickle", "\u0080\u0002}q\0(X"),
                Arguments.of("safetensors", "X\0\0\0\0\0\0\0{\"w\":{"),
                Arguments.of("GGUF", "GGUF\u0003\0\0\0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void whatIsNoModelIsNamed(String kind, String contents) throws IOException {
        Path path = Files.write(folder.resolve("model.onnx"), contents.getBytes(StandardCharsets.ISO_8859_1));
        ModelFile file = ModelFile.open(path, FileAccess.MAPPED);
        assertThatThrownBy(() -> file.parse(Limits.DEFAULT))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(kind)
                .hasMessageContaining("model.onnx");
    }

    @ParameterizedTest
    @EnumSource(FileAccess.class)
    void aModelIsReadFromItsFile(FileAccess access) throws IOException {
        ModelProto model = ModelProto.builder()
                .irVersion(10)
                .graph(GraphProto.builder().name("g").build())
                .build();
        Path path = Files.write(folder.resolve("model.onnx"), WireWriter.toBytes(model));
        ModelFile file = ModelFile.open(path, access);
        assertThat(file.parse(Limits.DEFAULT)).isEqualTo(model);
    }
}
