package dev.sardonyx.onnx.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.ModelSecurityException;
import dev.sardonyx.api.SardonyxException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ExternalDataTest {
    private static final byte[] WEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8};

    @TempDir
    Path folder;

    private Path home;
    private Path model;

    @BeforeEach
    void files() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        model = Files.write(home.resolve("model.onnx"), new byte[] {8, 1});
        Files.write(home.resolve("weights.bin"), WEIGHTS);
        Files.write(folder.resolve("secret.bin"), WEIGHTS);
        Files.write(Files.createDirectories(home.resolve("sub")).resolve("more.bin"), WEIGHTS);
    }

    @ParameterizedTest
    @EnumSource(FileAccess.class)
    void rangesMayOverlapAndNeedNoAlignment(FileAccess access) {
        ModelFile file = ModelFile.open(model, access);
        assertThat(read(file, tensor("weights.bin", "3", "4"))).containsExactly(4, 5, 6, 7);
        assertThat(read(file, tensor("weights.bin", "1", "4"))).containsExactly(2, 3, 4, 5);
        assertThat(read(file, tensor("./weights.bin", "6", null))).containsExactly(7, 8);
        assertThat(read(file, tensor("sub/more.bin", null, null))).isEqualTo(WEIGHTS);
        assertThat(read(file, tensor("weights.bin", "8", "0"))).isEmpty();
    }

    @Test
    void eachFileIsMappedOnce() {
        ModelFile file = ModelFile.open(model, FileAccess.MAPPED);
        MemorySegment one = file.externalData().slice(tensor("weights.bin", "0", "8"));
        MemorySegment other = file.externalData().slice(tensor("./weights.bin", "0", "8"));
        assertThat(one.address()).isEqualTo(other.address());
    }

    @Test
    void keysOfOthersAreIgnored() {
        TensorProto tensor = tensor("weights.bin", "0", "8").toBuilder()
                .addExternalData(entry("__class__", "os.system"))
                .addExternalData(entry("checksum", "not that of these bytes"))
                .build();
        ModelFile file = ModelFile.open(model, FileAccess.MAPPED);
        assertThat(read(file, tensor)).isEqualTo(WEIGHTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../secret.bin",
                "sub/../../secret.bin",
                "sub/..",
                "..",
                "sub\\more.bin",
                "..\\secret.bin",
                "C:secret.bin",
                "c:/secret.bin",
                "\\\\host\\share\\x",
                "//host/share/x",
                "file:weights.bin",
                "FILE:///etc/passwd",
                "http://host/x",
                "weights.bin\0.txt",
                ".",
                "sub",
                "sub/",
                "/dev/zero"
            })
    void pathsThatLeadElsewhereAreRefused(String location) {
        assertFails(location, ModelSecurityException.class);
    }

    @Test
    void linksOutOfTheFolderAreRefused() throws IOException {
        Files.createSymbolicLink(home.resolve("link.bin"), folder.resolve("secret.bin"));
        Files.createSymbolicLink(home.resolve("up"), folder);
        Files.createSymbolicLink(home.resolve("zero"), Path.of("/dev/zero"));
        Files.createLink(home.resolve("hard.bin"), folder.resolve("secret.bin"));

        assertFails("link.bin", ModelSecurityException.class);
        assertFails("up/secret.bin", ModelSecurityException.class);
        assertFails("zero", ModelSecurityException.class);
        assertFails("hard.bin", ModelSecurityException.class);
    }

    @Test
    void aPipeIsRefusedWithoutWaiting() throws IOException, InterruptedException {
        Path pipe = home.resolve("pipe");
        boolean made;
        try {
            Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
            made = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            made = false;
        }
        assumeTrue(made, "skipped: this system has no mkfifo to make a pipe with");

        assertFails("pipe", ModelSecurityException.class);
        assertThatThrownBy(() -> ModelFile.open(pipe, FileAccess.MAPPED)).isInstanceOf(ModelIoException.class);
    }

    @Test
    void aStoreOfLinksToContentsWorks() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("cache/blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("cache/snapshots/main/onnx"));
        Files.write(blobs.resolve("aaaa"), new byte[] {8, 1});
        Files.write(blobs.resolve("bbbb"), WEIGHTS);
        Files.write(folder.resolve("cache/other"), WEIGHTS);
        Path linked = Files.createSymbolicLink(snapshot.resolve("model.onnx"), Path.of("../../../blobs/aaaa"));
        Files.createSymbolicLink(snapshot.resolve("model.onnx_data"), Path.of("../../../blobs/bbbb"));
        Files.createSymbolicLink(snapshot.resolve("stray"), Path.of("../../../other"));

        ModelFile file = ModelFile.open(linked, FileAccess.MAPPED);
        assertThat(read(file, tensor("model.onnx_data", "0", "8"))).isEqualTo(WEIGHTS);
        assertThatThrownBy(() -> read(file, tensor("stray", "0", "8"))).isInstanceOf(ModelSecurityException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "9, 0",
        "0, 9",
        "8, 1",
        "1, 9223372036854775807",
        "9223372036854775807, 8",
        "-1, 4",
        "0, -4",
        "x, 4",
        "0, 4.0",
        "0x1, 4",
        "'', 4",
        "99999999999999999999, 1",
        "9999999999999999999, 1"
    })
    void rangesOutsideTheFileAreFormatErrors(String offset, String length) {
        ModelFile file = ModelFile.open(model, FileAccess.MAPPED);
        assertThatThrownBy(() -> read(file, tensor("weights.bin", offset, length)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("tensor 'w'");
    }

    @Test
    void theLengthMustBeTheTensors() {
        ModelFile file = ModelFile.open(model, FileAccess.MAPPED);
        assertThatThrownBy(() -> file.externalData().slice(tensor("weights.bin", "0", "8"), 16))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("8 bytes")
                .hasMessageContaining("16");
        assertThat(file.externalData()
                        .slice(tensor("weights.bin", "0", null), 4)
                        .byteSize())
                .isEqualTo(4);
    }

    @Test
    void whatIsMissingIsAnIoError() {
        assertFails("absent.bin", ModelIoException.class);
        assertThatThrownBy(() -> ModelFile.open(folder.resolve("absent.onnx"), FileAccess.MAPPED))
                .isInstanceOf(ModelIoException.class);
        assertThatThrownBy(() -> ModelFile.open(folder, FileAccess.MAPPED)).isInstanceOf(ModelIoException.class);
    }

    @Test
    void aModelFromBytesReadsNoFilesUnlessAFolderIsNamed() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[] {8, 1});
        ModelFile file = ModelFile.of(bytes);
        assertThatThrownBy(() -> read(file, tensor("weights.bin", "0", "8")))
                .isInstanceOf(ModelSecurityException.class);
        ModelFile placed = ModelFile.of(bytes, home, FileAccess.MAPPED);
        assertThat(read(placed, tensor("weights.bin", "0", "8"))).isEqualTo(WEIGHTS);
    }

    private void assertFails(String location, Class<? extends SardonyxException> type) {
        ModelFile file = ModelFile.open(model, FileAccess.MAPPED);
        assertThatThrownBy(() -> read(file, tensor(location, "0", "8")))
                .isInstanceOf(type)
                .hasMessageContaining("tensor 'w'");
    }

    private static byte[] read(ModelFile file, TensorProto tensor) {
        return file.externalData().slice(tensor).toArray(ValueLayout.JAVA_BYTE);
    }

    private static TensorProto tensor(String location, @Nullable String offset, @Nullable String length) {
        TensorProto.Builder tensor = TensorProto.builder().name("w").dataLocation(TensorProto.EXTERNAL);
        tensor.addExternalData(entry("location", location));
        if (offset != null) {
            tensor.addExternalData(entry("offset", offset));
        }
        if (length != null) {
            tensor.addExternalData(entry("length", length));
        }
        return tensor.build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.builder().key(key).value(Bytes.of(value)).build();
    }
}
