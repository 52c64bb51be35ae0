package dev.sardonyx.cli;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.indexing.Gather;
import dev.sardonyx.api.op.indexing.GatherElements;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.TensorType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which graph inputs index a table, as token ids index an embedding, and how many rows the smallest such table has.
 * An input is followed through operators that move its elements without changing them.
 */
final class IndexedTables {
    private static final Set<String> MOVERS = Set.of(
            "Cast",
            "Concat",
            "Expand",
            "Flatten",
            "Identity",
            "Reshape",
            "Slice",
            "Split",
            "Squeeze",
            "Tile",
            "Transpose",
            "Unsqueeze",
            "Where",
            "Clip",
            "Max",
            "Min");

    private final Map<String, Long> sizes = new HashMap<>();
    private final Set<String> host = new HashSet<>();

    private IndexedTables() {}

    static IndexedTables of(Graph graph, Typing typing) {
        IndexedTables found = new IndexedTables();
        Map<String, Set<String>> origins = new HashMap<>();
        graph.inputNames().forEach(name -> origins.put(name, Set.of(name)));
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.inputs().size(); i++) {
                Set<String> from = origins.getOrDefault(node.inputs().get(i), Set.of());
                Long rows = from.isEmpty() ? null : rows(node, i, typing);
                for (String input : from) {
                    if (rows != null) {
                        found.sizes.merge(input, rows, Math::min);
                    }
                    if (node.operator().signature().isHostInput(i)) {
                        found.host.add(input);
                    }
                }
                if (MOVERS.contains(node.operator().name()) && !from.isEmpty()) {
                    for (String output : node.outputs()) {
                        Set<String> all = new HashSet<>(origins.getOrDefault(output, Set.of()));
                        all.addAll(from);
                        origins.put(output, all);
                    }
                }
            }
        }
        return found;
    }

    /** How many rows the table has that input {@code i} of {@code node} indexes; null where it indexes none. */
    private static @Nullable Long rows(Node node, int i, Typing typing) {
        long axis;
        int table;
        switch (node.operator()) {
            case Gather gather
            when i == 1 -> {
                axis = gather.axis();
                table = 0;
            }
            case GatherElements gather
            when i == 1 -> {
                axis = gather.axis();
                table = 0;
            }
            default -> {
                // The cache of a rotary embedding has a row for each position.
                if (!node.operator().name().equals("RotaryEmbedding") || i != 3) {
                    return null;
                }
                axis = 0;
                table = 1;
            }
        }
        if (!(typing.typeOrNull(node.inputs().get(table)) instanceof TensorType type)
                || type.shape() == null
                || type.shape().rank() == 0) {
            return null;
        }
        int at = (int) (axis < 0 ? axis + type.shape().rank() : axis);
        return type.shape().dim(at) instanceof Dim.Fixed(long size) ? size : null;
    }

    /** The number of rows of the smallest table that {@code input} indexes, or null. */
    @Nullable
    Long size(String input) {
        return sizes.get(input);
    }

    /** Whether the elements of {@code input} decide shapes. */
    boolean isHost(String input) {
        return host.contains(input);
    }
}
