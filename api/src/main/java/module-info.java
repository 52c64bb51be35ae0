/** Tensors, graphs, operators with their executable meaning, passes, the backend SPI and the runtime. */
module dev.sardonyx.api {
    requires static transitive org.jspecify;

    exports dev.sardonyx.api;
    exports dev.sardonyx.api.tensor;
    exports dev.sardonyx.api.op;
    exports dev.sardonyx.api.op.elementwise;
    exports dev.sardonyx.api.op.movement;
    exports dev.sardonyx.api.op.contraction;
    exports dev.sardonyx.api.op.quantization;
    exports dev.sardonyx.api.op.generation;
    exports dev.sardonyx.api.op.indexing;
    exports dev.sardonyx.api.op.reduction;
    exports dev.sardonyx.api.graph;
}
