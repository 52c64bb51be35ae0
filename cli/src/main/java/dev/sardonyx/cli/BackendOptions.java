package dev.sardonyx.cli;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.runtime.Backends;
import dev.sardonyx.api.runtime.Policy;
import dev.sardonyx.api.runtime.Session;
import dev.sardonyx.api.runtime.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a model runs. */
final class BackendOptions {
    @Option(
            names = "--backend",
            split = ",",
            paramLabel = "NAME",
            description = "The backend, or several in order of preference, separated by commas: each node goes to the"
                    + " first that takes it. See sardonyx backends.")
    private @Nullable List<String> names;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that share a run; all cores unless given.")
    private @Nullable Integer threads;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "For nodes that no backend runs as they are: fail; decompose them where that is possible"
                    + " (the default); or fallback, which runs the rest by the operators' own meaning.")
    private @Nullable Policy policy;

    private @Nullable Backends found;

    BackendOptions() {}

    /** The backends that can be reached. */
    Backends found() {
        Backends all = found;
        if (all == null) {
            all = Backends.discover();
            found = all;
        }
        return all;
    }

    /** The names given, each known to be available; the default where none is given. */
    List<String> names() {
        return check(names == null ? List.of() : names);
    }

    /** The names in {@code text}, each known to be available. */
    List<String> names(String text) {
        return check(List.of(text.split(",")));
    }

    private List<String> check(List<String> asked) {
        if (asked.isEmpty()) {
            return List.of(found().defaultBackend().name());
        }
        List<String> checked = new ArrayList<>();
        for (String name : asked) {
            checked.add(found().named(name.strip()).name());
        }
        return checked;
    }

    /** Compiles {@code graph} for backends of these names. */
    Session open(Graph graph, List<String> backends, Console console) {
        console.progress("compiling for " + String.join(", ", backends));
        SessionOptions options = SessionOptions.on(backends.toArray(new String[0]));
        if (policy != null) {
            options = options.withPolicy(policy);
        }
        if (threads != null) {
            options = options.withThreads(threads);
        }
        return Session.open(graph, options, found());
    }
}
