package dev.sardonyx.api.runtime;

import dev.sardonyx.api.graph.Node;
import java.util.List;

/**
 * Nodes that run together: all on one device, or a single host node.
 *
 * @param device the device's name or {@link NodePlacement#HOST}
 * @param nodes the nodes in topological order
 */
record Piece(String device, List<Node> nodes) {}
