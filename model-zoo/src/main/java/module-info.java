/** Well-known models built in code. */
module dev.sardonyx.zoo {
    requires static transitive org.jspecify;
    requires transitive dev.sardonyx.api;
    requires dev.sardonyx.onnx;
    requires java.desktop;

    exports dev.sardonyx.zoo.audio;
    exports dev.sardonyx.zoo.chart;
    exports dev.sardonyx.zoo.detect;
    exports dev.sardonyx.zoo.image;
    exports dev.sardonyx.zoo.npy;
}
