package dev.sardonyx.conformance.hostile;

import static dev.sardonyx.conformance.hostile.Expected.limit;
import static dev.sardonyx.conformance.hostile.Expected.type;
import static dev.sardonyx.conformance.hostile.Model.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.ModelSecurityException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.onnx.OnnxReader;
import dev.sardonyx.onnx.proto.Bytes;
import dev.sardonyx.onnx.proto.Numbers;
import dev.sardonyx.onnx.proto.SegmentProto;
import dev.sardonyx.onnx.proto.SparseTensorProto;
import dev.sardonyx.onnx.proto.TensorProto;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Initializers whose dimensions or data cannot be. */
final class TensorsTest {
    private static final int STRING = ElementType.STRING.code();
    private static final int INT8 = ElementType.INT8.code();
    private static final int UINT8 = ElementType.UINT8.code();
    private static final int FLOAT16 = ElementType.FLOAT16.code();
    private static final int INT4 = ElementType.INT4.code();

    TensorsTest() {}

    private static Expected invalid(String... parts) {
        return type(ModelInvalidException.class).tensor("w").says(parts);
    }

    private static Expected tooLarge() {
        return limit("tensorBytes").tensor("w");
    }

    private static Model with(TensorProto tensor) {
        return model().input("x", Model.FLOAT, 2)
                .initializer(tensor)
                .node("Relu", "x", "y")
                .output("y");
    }

    private static Model raw(int type, int bytes, long... dims) {
        return with(
                Model.tensor("w", type, dims).rawData(Bytes.of(new byte[bytes])).build());
    }

    private static Model int32Data(int type, long... values) {
        return with(Model.tensor("w", type, values.length)
                .int32Data(Model.int32s(values))
                .build());
    }

    private static long[] ones(int rank) {
        long[] dims = new long[rank];
        Arrays.fill(dims, 1);
        return dims;
    }

    @TestFactory
    Stream<DynamicTest> dimensions() {
        return new Cases()
                        .read("negative", invalid("-1"), raw(Model.FLOAT, 4, 1, -1))
                        .read("most negative", invalid("negative"), raw(Model.FLOAT, 4, Long.MIN_VALUE))
                        .read("product of 2^32", tooLarge().asked(4L << 32), raw(Model.FLOAT, 4, 65536, 65536))
                        .read(
                                "product of 2^64",
                                tooLarge().asked(Long.MAX_VALUE),
                                raw(Model.FLOAT, 0, 1L << 31, 1L << 31, 4))
                        .read(
                                "product that wraps to a small one",
                                tooLarge(),
                                raw(Model.FLOAT, 4, (1L << 42) + 1, 1L << 22))
                        .read("bytes that wrap", tooLarge().asked(Long.MAX_VALUE), raw(Model.FLOAT, 0, 1L << 62))
                        .read("product of 2^64 beside a zero", tooLarge(), raw(Model.FLOAT, 0, 0, 1L << 62, 4))
                        .read(
                                "rank 1000",
                                limit("rank").tensor("w").asked(1000).allowed(64),
                                raw(Model.FLOAT, 4, ones(1000)))
                        .stream();
    }

    @Test
    void zeroBesideALargeDimensionIsEmpty() {
        Model model = raw(Model.FLOAT, 0, 1L << 62, 0);
        assertThat(OnnxReader.read(model.bytes()).graph().constants().get("w").shape())
                .isEqualTo(Shape.of(1L << 62, 0));
    }

    @TestFactory
    Stream<DynamicTest> data() {
        TensorProto.Builder float2 = Model.tensor("w", Model.FLOAT, 2);
        return new Cases()
                        .read("raw_data too short", invalid("8", "7"), raw(Model.FLOAT, 7, 2))
                        .read("raw_data too long", invalid("8", "9"), raw(Model.FLOAT, 9, 2))
                        .read("raw_data of half an int4", invalid("2", "1"), raw(INT4, 1, 3))
                        .read(
                                "raw and typed",
                                invalid("raw_data", "float_data"),
                                with(float2.rawData(Bytes.of(new byte[8]))
                                        .floatData(Numbers.ofFloats(1, 2))
                                        .build()))
                        .read(
                                "too few floats",
                                invalid("2", "1"),
                                with(Model.tensor("w", Model.FLOAT, 2)
                                        .floatData(Numbers.ofFloats(1))
                                        .build()))
                        .read(
                                "no data",
                                invalid("2", "0"),
                                with(Model.tensor("w", Model.FLOAT, 2).build()))
                        .read(
                                "int64_data for float",
                                invalid(),
                                with(Model.tensor("w", Model.FLOAT, 1)
                                        .int64Data(Numbers.ofLongs(1))
                                        .build()))
                        .read("int8 of 128", invalid("128"), int32Data(INT8, 128))
                        .read("int8 of -129", invalid("-129"), int32Data(INT8, -129))
                        .read("uint8 of 256", invalid("256"), int32Data(UINT8, 256))
                        .read("uint8 of -1", invalid("-1"), int32Data(UINT8, -1))
                        .read("float16 of 65536", invalid("65536"), int32Data(FLOAT16, 65536))
                        .read("bool of 2", invalid("2"), int32Data(Model.BOOL, 2))
                        .read("int4 of 256 in a byte", invalid("256"), packed(256))
                        .read("int4 of too many bytes", invalid("1", "2"), packed(1, 2))
                        .read(
                                "strings and raw_data",
                                invalid("string_data"),
                                with(Model.tensor("w", STRING, 1)
                                        .rawData(Bytes.of(new byte[4]))
                                        .build()))
                        .read(
                                "strings missing",
                                invalid("1", "0"),
                                with(Model.tensor("w", STRING, 1).build()))
                        .read(
                                "a billion strings missing",
                                tooLarge(),
                                with(Model.tensor("w", STRING, 1 << 30).build()))
                        .read(
                                "string that is no UTF-8",
                                type(dev.sardonyx.api.SardonyxException.class),
                                with(Model.tensor("w", STRING, 1)
                                        .addStringData(Bytes.of(new byte[] {(byte) 0xc3, 0x28}))
                                        .build()))
                        .read(
                                "segment",
                                type(UnsupportedModelException.class).tensor("w"),
                                with(Model.tensor("w", Model.FLOAT, 1)
                                        .segment(SegmentProto.builder()
                                                .begin(0)
                                                .end(1)
                                                .build())
                                        .build()))
                        .read(
                                "external without a folder",
                                type(ModelSecurityException.class).tensor("w"),
                                with(Model.tensor("w", Model.FLOAT, 1)
                                        .dataLocation(1)
                                        .addExternalData(Model.entry("location", "w.bin"))
                                        .build()))
                        .stream();
    }

    private static Model packed(long... bytes) {
        return with(Model.tensor("w", INT4, 2).int32Data(Model.int32s(bytes)).build());
    }

    @TestFactory
    Stream<DynamicTest> sparse() {
        return new Cases()
                        .read("unsorted indices", invalid("1"), sparse(new long[] {3, 1}, 5))
                        .read("same index twice", invalid("3"), sparse(new long[] {3, 3}, 5))
                        .read("index beyond the end", invalid("5"), sparse(new long[] {1, 5}, 5))
                        .read("negative index", invalid("-1"), sparse(new long[] {-1, 3}, 5))
                        .read("too few indices", invalid(), sparse(new long[] {1}, 5))
                        .read("no dimensions", invalid(), sparse(new long[] {1, 2}))
                        .read("dense size of 2^62", tooLarge(), sparse(new long[] {1, 2}, 1L << 60))
                        .read("dense size that overflows", tooLarge(), sparse(new long[] {1, 2}, 1L << 60, 1L << 60))
                        .read("dense size of 4 GiB and some", tooLarge(), sparse(new long[] {1, 2}, (1L << 30) + 1))
                        .read(
                                "values missing",
                                type(ModelInvalidException.class),
                                sparse(SparseTensorProto.builder()
                                        .indices(Model.int64("", 1))
                                        .dims(Numbers.ofLongs(5))
                                        .build()))
                        .stream();
    }

    private static Model sparse(long[] indices, long... dims) {
        return sparse(SparseTensorProto.builder()
                .values(Model.floats("w", 1, 2))
                .indices(Model.int64("", indices))
                .dims(Numbers.ofLongs(dims))
                .build());
    }

    private static Model sparse(SparseTensorProto tensor) {
        return Model.modelOf(model().input("x", Model.FLOAT, 2).node("Relu", "x", "y").output("y").graph().toBuilder()
                .sparseInitializer(List.of(tensor))
                .build());
    }
}
