/** The tests that every backend must pass. */
module dev.sardonyx.conformance {
    requires static transitive org.jspecify;
    requires transitive dev.sardonyx.api;
    requires dev.sardonyx.cpu;
    requires dev.sardonyx.onnx;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires org.junit.jupiter.params;
}
