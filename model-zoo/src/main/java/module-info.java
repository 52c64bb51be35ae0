/** Well-known models built in code. */
module dev.sardonyx.zoo {
    requires static transitive org.jspecify;
    requires transitive dev.sardonyx.api;
    requires dev.sardonyx.onnx;
}
