package dev.sardonyx.api.pass;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Typing;
import java.util.List;

/** Runs passes in order, round after round until nothing changes or the limit of rounds is reached. */
public final class Passes {
    /** What a session runs before placement. */
    public static final List<Pass> STANDARD = List.of(new RemoveIdentity(), new FoldConstants(), new RemoveDeadNodes());

    private Passes() {}

    /**
     * The graph after all passes.
     *
     * @throws ModelInvalidException naming the pass after which the graph is no longer valid
     */
    public static Graph run(Graph graph, List<Pass> passes, Limits limits) {
        Graph current = graph;
        for (int round = 0; round < limits.passRounds(); round++) {
            Graph before = current;
            for (Pass pass : passes) {
                current = apply(current, pass, limits);
            }
            if (current == before) {
                break;
            }
        }
        return current;
    }

    private static Graph apply(Graph graph, Pass pass, Limits limits) {
        Graph rewritten = pass.apply(graph, limits);
        if (rewritten != graph) {
            try {
                Typing.of(rewritten, limits);
            } catch (SardonyxException e) {
                throw new ModelInvalidException(
                        "the graph is no longer valid after pass " + pass.name() + ": " + e.detail(), e.where(), e);
            }
        }
        return rewritten;
    }
}
