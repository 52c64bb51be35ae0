/** The sardonyx command. */
module dev.sardonyx.cli {
    requires static transitive org.jspecify;
    requires dev.sardonyx.api;
    requires dev.sardonyx.cpu;
    requires dev.sardonyx.onnx;
    requires dev.sardonyx.onnxruntime;
    requires dev.sardonyx.zoo;
    requires info.picocli;

    opens dev.sardonyx.cli to
            info.picocli;
}
