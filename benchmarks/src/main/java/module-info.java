// Open, because JMH reads benchmarks by reflection.
open module dev.sardonyx.bench {
    requires static org.jspecify;
    requires dev.sardonyx.api;
    requires dev.sardonyx.cpu;
    requires dev.sardonyx.onnx;
    requires dev.sardonyx.onnxruntime;
    requires dev.sardonyx.zoo;
    requires jdk.unsupported;
    requires jmh.core;
}
