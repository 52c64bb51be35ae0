package dev.sardonyx.api.runtime;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Limits;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.pass.Pass;
import dev.sardonyx.api.pass.Passes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a graph is placed and run. Immutable.
 *
 * <pre>{@code
 * SessionOptions.DEFAULT                          // the default backend
 * SessionOptions.on("cpu").withOption("threads", "2")
 * SessionOptions.on("onnxruntime", "cpu").assigning(node -> node.operator() instanceof MatMul
 *         ? Optional.of("cpu") : Optional.empty())
 * }</pre>
 *
 * @param backends names in order of preference: each node goes to the first that takes it; empty for the default
 * @param policy what happens to nodes that none of them runs as it is
 * @param assignment names the backend of single nodes, or leaves them to the order
 * @param deviceOptions options for the devices, such as {@code threads}
 * @param limits bounds on compiling and running
 * @param passes what is done to the graph before placement
 */
public record SessionOptions(
        List<String> backends,
        Policy policy,
        Function<Node, Optional<String>> assignment,
        Map<String, String> deviceOptions,
        Limits limits,
        List<Pass> passes) {

    public static final SessionOptions DEFAULT = new SessionOptions(
            List.of(), Policy.DECOMPOSE, node -> Optional.empty(), Map.of(), Limits.DEFAULT, Passes.STANDARD);

    public SessionOptions {
        backends = List.copyOf(backends);
        deviceOptions = Map.copyOf(deviceOptions);
        passes = List.copyOf(passes);
        for (String name : backends) {
            if (name.isBlank()) {
                throw new InputException("a backend's name must not be blank");
            }
        }
    }

    /** The default options on named backends, in order of preference. */
    public static SessionOptions on(String... names) {
        return new SessionOptions(
                List.of(names),
                DEFAULT.policy,
                DEFAULT.assignment,
                DEFAULT.deviceOptions,
                DEFAULT.limits,
                DEFAULT.passes);
    }

    public SessionOptions withPolicy(Policy newPolicy) {
        return new SessionOptions(backends, newPolicy, assignment, deviceOptions, limits, passes);
    }

    /** The same options with single nodes assigned; a name must be among the backends. */
    public SessionOptions assigning(Function<Node, Optional<String>> newAssignment) {
        return new SessionOptions(backends, policy, newAssignment, deviceOptions, limits, passes);
    }

    public SessionOptions withOption(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(deviceOptions);
        more.put(name, value);
        return new SessionOptions(backends, policy, assignment, more, limits, passes);
    }

    public SessionOptions withThreads(int threads) {
        return withOption("threads", Integer.toString(threads));
    }

    public SessionOptions withLimits(Limits newLimits) {
        return new SessionOptions(backends, policy, assignment, deviceOptions, newLimits, passes);
    }

    /** The same options without any rewriting before placement. */
    public SessionOptions withoutPasses() {
        return new SessionOptions(backends, policy, assignment, deviceOptions, limits, List.of());
    }

    List<String> backendsOr(String byDefault) {
        return backends.isEmpty() ? List.of(byDefault) : new ArrayList<>(backends);
    }
}
