/** Runs graphs on ONNX Runtime. */
module dev.sardonyx.onnxruntime {
    requires static transitive org.jspecify;
    requires transitive dev.sardonyx.api;
    requires dev.sardonyx.onnx;
    requires com.microsoft.onnxruntime;

    provides dev.sardonyx.api.spi.BackendProvider with
            dev.sardonyx.onnxruntime.OnnxRuntimeProvider;
}
