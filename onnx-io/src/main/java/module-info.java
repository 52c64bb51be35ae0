/** Reads and writes ONNX models. */
module dev.sardonyx.onnx {
    requires static transitive org.jspecify;
    requires transitive dev.sardonyx.api;

    exports dev.sardonyx.onnx;
    exports dev.sardonyx.onnx.mapping;
    exports dev.sardonyx.onnx.proto;
}
