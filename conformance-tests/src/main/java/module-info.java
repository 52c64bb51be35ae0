/** The kit that compares backends with the reference, and its tools. */
module dev.sardonyx.conformance {
    requires static transitive org.jspecify;
    requires transitive dev.sardonyx.api;
    requires transitive dev.sardonyx.onnx;
    requires dev.sardonyx.cpu;
    requires org.assertj.core;
    requires org.junit.jupiter.api;

    exports dev.sardonyx.conformance.compare;
    exports dev.sardonyx.conformance.onnx;
}
