/** Reads and writes ONNX models. */
module dev.sardonyx.onnx {
    requires static org.jspecify;
    requires transitive dev.sardonyx.api;
}
