package dev.sardonyx.api.pass;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Graph;

/** One rewrite. Stateless. */
public interface Pass {
    String name();

    /** The rewritten graph, or {@code graph} itself where there is nothing to do. */
    Graph apply(Graph graph, Limits limits);
}
