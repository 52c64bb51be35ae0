/** Short programs to copy from. */
module dev.sardonyx.examples {
    requires static transitive org.jspecify;
    requires dev.sardonyx.api;
    requires dev.sardonyx.onnx;
    requires dev.sardonyx.zoo;

    exports dev.sardonyx.examples;
}
