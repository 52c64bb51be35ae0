/** Tensors, graphs, operators with their executable meaning, passes, the backend SPI and the runtime. */
module dev.sardonyx.api {
    requires static transitive org.jspecify;

    exports dev.sardonyx.api;
    exports dev.sardonyx.api.tensor;
    exports dev.sardonyx.api.op;
    exports dev.sardonyx.api.op.attention;
    exports dev.sardonyx.api.op.contraction;
    exports dev.sardonyx.api.op.control;
    exports dev.sardonyx.api.op.detection;
    exports dev.sardonyx.api.op.elementwise;
    exports dev.sardonyx.api.op.generation;
    exports dev.sardonyx.api.op.image;
    exports dev.sardonyx.api.op.indexing;
    exports dev.sardonyx.api.op.ml;
    exports dev.sardonyx.api.op.movement;
    exports dev.sardonyx.api.op.normalization;
    exports dev.sardonyx.api.op.pooling;
    exports dev.sardonyx.api.op.quantization;
    exports dev.sardonyx.api.op.random;
    exports dev.sardonyx.api.op.recurrent;
    exports dev.sardonyx.api.op.reduction;
    exports dev.sardonyx.api.op.sequence;
    exports dev.sardonyx.api.op.signal;
    exports dev.sardonyx.api.op.text;
    exports dev.sardonyx.api.graph;
    exports dev.sardonyx.api.pass;
    exports dev.sardonyx.api.spi;
    exports dev.sardonyx.api.runtime;
    exports dev.sardonyx.api.compare;

    uses dev.sardonyx.api.spi.BackendProvider;
    uses dev.sardonyx.api.op.OperatorProvider;
}
