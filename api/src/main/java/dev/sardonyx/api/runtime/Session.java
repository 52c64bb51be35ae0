package dev.sardonyx.api.runtime;

import dev.sardonyx.api.ClosedException;
import dev.sardonyx.api.Deadline;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.MemoryBudget;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.pass.Passes;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A graph compiled for one or more backends, ready to run.
 *
 * <pre>{@code
 * try (Session session = Session.open(graph)) {
 *     Map<String, Value> outputs = session.run(Map.of("x", Tensor.ofFloats(Shape.of(1, 784), pixels)));
 * }
 * }</pre>
 *
 * <table>
 * <caption>Ownership and threads</caption>
 * <tr><td>threads</td><td>any number may run at once, virtual ones included</td></tr>
 * <tr><td>inputs</td><td>the caller's; read during the run only, and never written</td></tr>
 * <tr><td>outputs of {@link #run(Map)}</td><td>the caller's; freed by the garbage collector</td></tr>
 * <tr><td>close during a run</td><td>no new run begins; memory goes back when the last run ends</td></tr>
 * <tr><td>after a failure</td><td>the next run is not affected</td></tr>
 * </table>
 */
public final class Session implements AutoCloseable {
    private static final long CLOSED = 1L << 62;

    private final Plan plan;
    private final InputCheck inputCheck;
    private final SessionOptions options;
    private final Map<String, Device> devices;
    private final MemoryBudget budget;
    private final List<NodePlacement> placements;
    private final Typing typing;
    private final AtomicLong running = new AtomicLong();

    private Session(
            Plan plan,
            SessionOptions options,
            Map<String, Device> devices,
            Typing typing,
            List<NodePlacement> placements) {
        this.plan = plan;
        this.inputCheck = new InputCheck(plan.graph());
        this.options = options;
        this.devices = devices;
        this.typing = typing;
        this.placements = List.copyOf(placements);
        this.budget = new MemoryBudget(options.limits().sessionBytes());
    }

    /** Compiles {@code graph} for the default backend. */
    public static Session open(Graph graph) {
        return open(graph, SessionOptions.DEFAULT);
    }

    /** Compiles {@code graph} with backends found by {@link Backends#discover()}. */
    public static Session open(Graph graph, SessionOptions options) {
        return open(graph, options, Backends.discover());
    }

    /**
     * Compiles {@code graph}.
     *
     * @throws dev.sardonyx.api.BackendUnavailableException if a named backend is unknown or unavailable
     * @throws dev.sardonyx.api.UnsupportedModelException listing all nodes that the backends cannot run
     * @throws dev.sardonyx.api.ModelInvalidException if types contradict each other
     */
    public static Session open(Graph graph, SessionOptions options, Backends backends) {
        Map<String, Device> devices = new LinkedHashMap<>();
        try {
            List<String> names = options.backends();
            for (String name : names) {
                devices.computeIfAbsent(name, n -> Backends.open(backends.named(n), options.deviceOptions()));
            }
            if (names.isEmpty()) {
                Backend backend = backends.defaultBackend();
                devices.put(backend.name(), Backends.open(backend, options.deviceOptions()));
            }
            Graph prepared = Passes.run(graph, options.passes(), options.limits());
            Typing typing = Typing.of(prepared, options.limits());
            List<NodePlacement> placements = new ArrayList<>();
            Plan plan = new PlanBuilder(devices, options, placements).build(prepared, typing, Map.of());
            return new Session(plan, options, devices, typing, placements);
        } catch (RuntimeException | Error e) {
            devices.values().forEach(Device::close);
            throw Failures.ofCompiling(e);
        }
    }

    /** What a run takes, in order. */
    public List<ValueInfo> inputs() {
        return plan.graph().inputs();
    }

    /** What a run gives, in order. */
    public List<ValueInfo> outputs() {
        return plan.graph().outputs();
    }

    /** Runs once and gives the outputs by name, in the graph's order. */
    public Map<String, Value> run(Map<String, ? extends Value> inputs) {
        return run(inputs, Map.of(), Deadline.none());
    }

    /** Runs once, but not longer than the deadline. */
    public Map<String, Value> run(Map<String, ? extends Value> inputs, Deadline deadline) {
        return run(inputs, Map.of(), deadline);
    }

    /** Runs once into the caller's tensors; outputs without one are allocated. */
    public Map<String, Value> run(Map<String, ? extends Value> inputs, Map<String, Tensor> outputs) {
        return run(inputs, outputs, Deadline.none());
    }

    /**
     * Runs once.
     *
     * @param inputs all inputs by name
     * @param outputs tensors to be filled, by output name; of the right type and shape, sharing no memory with
     *     inputs or each other
     * @throws InputException if an input is missing, unknown, or of the wrong type or shape; or an output does not fit
     * @throws dev.sardonyx.api.ExecutionException if the data do not fit the model
     * @throws dev.sardonyx.api.CancelledException if the deadline was over or cancelled
     * @throws dev.sardonyx.api.LimitExceededException if the run needs more than the limits allow
     * @throws ClosedException if the session is closed
     */
    public Map<String, Value> run(Map<String, ? extends Value> inputs, Map<String, Tensor> outputs, Deadline deadline) {
        enter();
        try {
            List<Value> arguments = inputCheck.arguments(inputs);
            inputCheck.checkOutputs(outputs, arguments);
            RunState state = new RunState(deadline, budget, options.limits(), outputs);
            try {
                return collect(plan.run(state, arguments, List.of()), outputs, arguments);
            } catch (RuntimeException | Error e) {
                throw Failures.ofRunning(e);
            }
        } finally {
            exit();
        }
    }

    private Map<String, Value> collect(List<Value> results, Map<String, Tensor> outputs, List<Value> arguments) {
        Map<String, Value> byName = new LinkedHashMap<>();
        for (int k = 0; k < results.size(); k++) {
            String name = plan.graph().outputs().get(k).name();
            Value result = results.get(k);
            Tensor owned = outputs.get(name);
            if (owned != null && result != owned) {
                OwnedOutput.fill(name, owned, result);
                result = owned;
            } else if (owned == null) {
                result = OwnedOutput.detach(result, arguments);
            }
            byName.put(name, result);
        }
        return Collections.unmodifiableMap(byName);
    }

    /** Slots that carry values from one run to the next, such as a key/value cache. */
    public State newState(List<State.Slot> slots) {
        return new State(this, slots);
    }

    /** What runs where, why, and what is copied; with counters of what has run so far. */
    public Explanation explain() {
        return Explanation.of(plan, placements, devices, typing);
    }

    /** Bytes that runs in progress hold. */
    public long memoryInUse() {
        return budget.used();
    }

    private void enter() {
        long before = running.getAndIncrement();
        if ((before & CLOSED) != 0) {
            exit();
            throw new ClosedException("the session is closed", Where.UNKNOWN);
        }
    }

    private void exit() {
        if (running.decrementAndGet() == CLOSED) {
            release();
        }
    }

    private void release() {
        // The count can meet CLOSED more than once, when a late caller is turned away.
        if (running.compareAndSet(CLOSED, CLOSED | (1L << 61))) {
            plan.close();
            devices.values().forEach(Device::close);
        }
    }

    /** Lets no new run begin, and gives memory back when the last one ends. Closing twice does nothing. */
    @Override
    public void close() {
        long before = running.getAndUpdate(n -> n | CLOSED);
        if (before == 0) {
            release();
        }
    }
}
