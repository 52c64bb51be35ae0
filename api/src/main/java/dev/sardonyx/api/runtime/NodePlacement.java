package dev.sardonyx.api.runtime;

import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.spi.Verdict;

/**
 * Where a node runs and why.
 *
 * @param node the node
 * @param device the device's name, {@link #HOST} or {@link #SHAPES}
 * @param verdict the device's answer
 */
public record NodePlacement(Node node, String device, Verdict verdict) {
    /** The runtime itself evaluates the node. */
    public static final String HOST = "host";

    /** The node is shape arithmetic: computed while shapes are bound, inside whatever needs it. */
    public static final String SHAPES = "shapes";
}
