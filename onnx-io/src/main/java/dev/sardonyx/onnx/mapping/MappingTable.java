package dev.sardonyx.onnx.mapping;

/** The rows of one family of operators. */
public interface MappingTable {
    void register(Mappings rows);
}
