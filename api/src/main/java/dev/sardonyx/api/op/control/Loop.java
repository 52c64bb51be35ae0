package dev.sardonyx.api.op.control;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.OptionalValue;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code body} at most {@code M} times (any number where omitted) and while the condition holds ({@code
 * cond} before the first iteration, then the first output of the body). The body takes the number of the
 * iteration, the condition, and the carried values; it gives the condition, the carried values, and scan
 * outputs, which are stacked along a new leading axis. No iterations give the initial carried values and scan
 * outputs of leading dimension 0. Source: ONNX Loop-25.
 *
 * @param body runs once per iteration
 */
public record Loop(Subgraph body) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("Loop")
            .optionalHostInput("M", "I")
            .optionalHostInput("cond", "B")
            .variadic("v_initial", "V*", 0)
            .variadicOutput("v_final_and_scan_outputs", "V*")
            .where("I", Types.INT64)
            .where("B", Types.BOOL)
            .build();

    public Loop {
        Bodies.check(body.inputCount() >= 2, "body takes an iteration number and a condition", body.inputCount());
        Bodies.check(
                body.outputCount() >= body.inputCount() - 1,
                "body gives a condition and " + (body.inputCount() - 2) + " carried values",
                body.outputCount());
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Subgraph> subgraphs() {
        return List.of(body);
    }

    private int carriedCount() {
        return body.inputCount() - 2;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        int carried = carriedCount();
        if (Math.max(0, in.inputCount() - 2) != carried) {
            throw in.fail("expected " + carried + " carried values as in the body, found "
                    + Math.max(0, in.inputCount() - 2));
        }
        if (in.has(0)) {
            Bodies.checkOne(in, 0, "M");
        }
        if (in.has(1)) {
            Bodies.checkOne(in, 1, "cond");
        }
        List<ValueType> initial = new ArrayList<>();
        for (int i = 0; i < carried; i++) {
            initial.add(in.type(i + 2));
        }
        List<ValueType> formal = new ArrayList<>();
        formal.add(Bodies.asDeclared(body, 0, Tensor.scalar(0)).type());
        formal.add(Bodies.asDeclared(body, 1, Tensor.scalar(true)).type());
        formal.addAll(initial);
        List<ValueType> given = in.inferBody(body, formal);
        if (!(given.getFirst() instanceof TensorType cond) || cond.elementType() != ElementType.BOOL) {
            throw in.fail("the body's condition: expected bool, found " + given.getFirst());
        }
        Bodies.Carried result = Bodies.generalise(in, initial, given.subList(1, carried + 1));
        List<ValueType> types = new ArrayList<>(result.types());
        for (int k = carried; k < given.size() - 1; k++) {
            types.add(scanType(in, given.get(k + 1), k, result.isFixpoint()));
        }
        return types;
    }

    private static ValueType scanType(Inference in, ValueType part, int output, boolean isFixpoint) {
        if (!(part instanceof TensorType tensor)) {
            throw in.fail("scan output " + output + ": expected a tensor from the body, found " + part);
        }
        SymbolicShape shape = tensor.shape();
        if (shape == null) {
            return new TensorType(tensor.elementType(), null);
        }
        List<Dim> dims = new ArrayList<>();
        dims.add(in.unknownDim(output, 0));
        for (int axis = 0; axis < shape.rank(); axis++) {
            dims.add(isFixpoint ? shape.dim(axis) : in.unknownDim(output, axis + 1));
        }
        return new TensorType(tensor.elementType(), new SymbolicShape(dims));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        int carried = carriedCount();
        long max =
                in.has(0) ? Bodies.one(in, in.value(0), ElementType.INT64, "M").longAt(0) : Long.MAX_VALUE;
        boolean cond = !in.has(1) || Bodies.flag(in, in.value(1), "cond");
        List<Value> state = new ArrayList<>();
        for (int i = 0; i < carried; i++) {
            state.add(in.value(i + 2));
        }
        List<ScanOutput> scans = new ArrayList<>();
        for (int k = carried + 1; k < body.outputCount(); k++) {
            scans.add(new ScanOutput(in, k));
        }
        long iteration = 0;
        for (; iteration < max && cond; iteration++) {
            in.deadline().check();
            Limits.require("loopIterations", iteration + 1, in.limits().loopIterations(), Where.UNKNOWN);
            List<Value> arguments = new ArrayList<>();
            arguments.add(Bodies.asDeclared(body, 0, Tensor.scalar(iteration)));
            arguments.add(Bodies.asDeclared(body, 1, Tensor.scalar(true)));
            arguments.addAll(state);
            List<Value> given = in.runBody(body, arguments);
            cond = Bodies.flag(in, given.getFirst(), "the body's condition");
            state = given.subList(1, carried + 1);
            for (int k = 0; k < scans.size(); k++) {
                scans.get(k).add(given.get(carried + 1 + k));
            }
            ScanOutput.checkTotal(in, scans);
        }
        List<Value> results = new ArrayList<>();
        for (int k = 0; k < carried; k++) {
            results.add(iteration == 0 ? unwrap(in, state.get(k), k) : state.get(k));
        }
        for (int k = 0; k < scans.size(); k++) {
            results.add(
                    iteration == 0
                            ? ScanOutput.empty(in, Bodies.declaredTensor(in, body, carried + 1 + k))
                            : scans.get(k).stack(0, false));
        }
        return results;
    }

    /** A body may fill an optional, so that the carried value of a loop is plain; then so is the initial one. */
    private Value unwrap(Evaluation in, Value value, int carried) {
        ValueType declared = body.declaredOutput(carried + 1);
        if (!(value instanceof OptionalValue optional)
                || declared == null
                || declared instanceof ValueType.OfOptional) {
            return value;
        }
        if (optional.value() == null) {
            throw in.fail("carried value " + carried + " is absent, and there are no iterations that would fill it");
        }
        return optional.value();
    }
}
