package dev.sardonyx.cpu.plan;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.Typing;
import dev.sardonyx.api.op.Identity;
import dev.sardonyx.api.op.movement.RelabelOperator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.cpu.op.KernelContext;
import dev.sardonyx.cpu.op.KernelTable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a partition for concrete types. */
public final class PlanMaker {
    private static final long SMALL_OUTPUT = 64 * 1024;

    private final Graph graph;
    private final Typing typing;
    private final KernelContext context;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<PreparedKernel> kernels = new ArrayList<>();

    private PlanMaker(Graph graph, Typing typing, KernelContext context) {
        this.graph = graph;
        this.typing = typing;
        this.context = context;
    }

    public static CpuPlan make(Graph graph, Typing typing, KernelContext context) {
        return new PlanMaker(graph, typing, context).make();
    }

    /** Whether the sizes of all values are known before the run. */
    public static boolean hasFixedSizes(Graph graph, Typing typing) {
        for (Node node : graph.nodes()) {
            for (String output : node.outputs()) {
                boolean fixed = output.isEmpty()
                        || (typing.typeOrNull(output) instanceof TensorType type
                                && type.shape() != null
                                && type.shape().isFixed());
                if (!fixed) {
                    return false;
                }
            }
        }
        return true;
    }

    private CpuPlan make() {
        List<String> outputNames = graph.outputNames();
        List<Node> unknown =
                graph.nodes().stream().filter(node -> !isKnown(node)).toList();
        for (Node node : context.fusion().apply(unknown, typing, outputNames)) {
            boolean view = node.operator() instanceof RelabelOperator || node.operator() instanceof Identity;
            String made = node.outputs().getFirst();
            if (view && !outputNames.contains(made)) {
                aliases.put(made, root(node.inputs().getFirst()));
                continue;
            }
            nodes.add(node);
            kernels.add(KernelTable.prepare(new BoundNode(node, typing), context));
        }
        return assemble(outputNames);
    }

    private boolean isKnown(Node node) {
        for (String output : node.outputs()) {
            if (!output.isEmpty() && typing.constant(output) == null) {
                return false;
            }
        }
        return true;
    }

    private String root(String name) {
        return aliases.getOrDefault(name, name);
    }

    private int number(String name) {
        Integer number = numbers.putIfAbsent(name, numbers.size());
        return number == null ? numbers.size() - 1 : number;
    }

    private CpuPlan assemble(List<String> outputNames) {
        MemoryPlan memory = new MemoryPlan();
        Map<String, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).inputs()) {
                lastUse.put(root(input), i);
            }
        }
        int end = nodes.size();
        Map<Integer, Integer> blockOf = new LinkedHashMap<>();
        Map<Integer, Long> sizeOf = new HashMap<>();
        List<CpuPlan.Input> inputs = new ArrayList<>();
        for (String name : graph.inputNames()) {
            Integer last = lastUse.get(name);
            if (last == null && !isReadByOutput(name, outputNames)) {
                inputs.add(new CpuPlan.Input(-1, 0, -1));
                continue;
            }
            long bytes = bytes(name);
            int staging = number("staging of " + name);
            blockOf.put(staging, memory.add(bytes, 0, last == null ? end : last));
            sizeOf.put(staging, bytes);
            inputs.add(new CpuPlan.Input(number(name), bytes, staging));
        }
        List<CpuPlan.Step> steps = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            int[] in = new int[node.inputs().size()];
            for (int k = 0; k < in.length; k++) {
                in[k] = operand(node, kernels.get(i), k);
            }
            int[] out = new int[node.outputs().size()];
            for (int k = 0; k < out.length; k++) {
                String name = node.outputs().get(k);
                out[k] = name.isEmpty() ? -1 : number(name);
                if (!name.isEmpty() && !outputNames.contains(name)) {
                    blockOf.put(out[k], memory.add(bytes(name), i, lastUse.getOrDefault(name, i)));
                    sizeOf.put(out[k], bytes(name));
                }
            }
            int scratch = -1;
            if (kernels.get(i).scratchBytes() > 0) {
                scratch = number("scratch of step " + i);
                blockOf.put(scratch, memory.add(kernels.get(i).scratchBytes(), i, i));
                sizeOf.put(scratch, kernels.get(i).scratchBytes());
            }
            steps.add(new CpuPlan.Step(kernels.get(i), in, out, scratch));
        }
        List<CpuPlan.Output> outputs = new ArrayList<>();
        for (String name : outputNames) {
            outputs.add(output(name, memory, blockOf, sizeOf, end));
        }
        MemoryPlan.Layout layout = memory.place();
        List<CpuPlan.Place> places = new ArrayList<>();
        blockOf.forEach((value, block) ->
                places.add(new CpuPlan.Place(value, layout.offsets()[block], sizeOf.getOrDefault(value, 0L), -1)));
        return new CpuPlan(steps, inputs, outputs, places, constants(), layout.bytes());
    }

    private boolean isReadByOutput(String name, List<String> outputNames) {
        return outputNames.contains(name);
    }

    /** The value number of an input, or -1 where it is omitted or not read. */
    private int operand(Node node, PreparedKernel kernel, int k) {
        String name = node.inputs().get(k);
        return name.isEmpty() || !kernel.reads(k) ? -1 : number(root(name));
    }

    private CpuPlan.Output output(
            String name, MemoryPlan memory, Map<Integer, Integer> blockOf, Map<Integer, Long> sizeOf, int end) {
        TensorType type = (TensorType) typing.type(name);
        ElementType elementType = type.elementType();
        Shape shape = shape(name);
        Tensor known = typing.constant(name);
        if (known != null || graph.inputNames().contains(name)) {
            return new CpuPlan.Output(-1, elementType, shape, -1, number(name));
        }
        int staging = -1;
        if (bytes(name) <= SMALL_OUTPUT) {
            staging = number("staging of " + name);
            blockOf.put(staging, memory.add(bytes(name), 0, end));
            sizeOf.put(staging, bytes(name));
        }
        return new CpuPlan.Output(number(name), elementType, shape, staging, -1);
    }

    private @Nullable MemorySegment[] constants() {
        @Nullable MemorySegment[] constants = new MemorySegment[numbers.size()];
        numbers.forEach((name, number) -> {
            Tensor known = typing.constant(name);
            if (known != null && !graph.inputNames().contains(name)) {
                constants[number] =
                        graph.constants().containsKey(name) ? context.aligned(name, known) : context.copyOf(known);
            }
        });
        return constants;
    }

    private long bytes(String name) {
        return ((TensorType) typing.type(name)).elementType().bytes(shape(name).elements());
    }

    private Shape shape(String name) {
        var shape = ((TensorType) typing.type(name)).shape();
        if (shape == null || !shape.isFixed()) {
            throw new IllegalStateException("the size of '" + name + "' depends on data: " + typing.type(name));
        }
        return shape.toShape().orElseThrow();
    }
}
